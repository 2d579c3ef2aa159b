"""What the classes of the demo school tell their families."""

from typing import Final

from server.demo.stories import Said, Told

STAR: Final = "Star of the week is {name}, for helping a new friend without being asked."
PE: Final = (
    "PE is on Tuesday and Thursday. "
    "Please send your child to school in their PE kit, with long hair tied back."
)
BOOKS: Final = (
    "Reading books go home on Friday and come back on Tuesday. "
    "Please sign the yellow reading diary, even if you only read for 5 minutes."
)


def star(name: str, also: str = "") -> str:
    """The words for a star of the week."""
    return STAR.format(name=name) + (f" {also}" if also else "")


CLASS_4A: Final = (
    Told(
        "class 4A", "Miss Hart",
        "Look at our art table today! We mixed blue and green to paint the sea, and no two pictures are the same. "
        "Your child will bring the painting home on Friday.",
        0, "15:25", ("art:1", "sea:1", "art:2", "sea:2"), 9,
        (
            Said("Nadia Qureshi", "بہت خوبصورت تصویریں ہیں، شکریہ۔", "ur", 3),
            Said("Daniel Whitlock", "We have a frame ready on the kitchen wall.", "en", 5),
        ),
    ),
    Told(
        "class 4A", "Miss Hart",
        "What a wonderful afternoon of music. Everyone learned to play 4 notes on the ukulele, and nobody gave up.",
        1, "15:40", ("music:1", "music:2"), 8,
        (
            Said("Carmen Romero", "¡Qué bonito, muchas gracias por compartirlo!", "es", 35),
            Said("Katarzyna Nowak", "Piękne zdjęcia, bardzo dziękujemy!", "pl", 80),
            Said("Cristina Popa", "Foarte frumos, mulțumim din suflet!", "ro", 130),
        ),
    ),
    Told(
        "class 4A", "Miss Hart",
        "Swimming starts next week for Class 4A. "
        "Please send a swimming costume, a towel and £3.50 in a named envelope. "
        "The bus leaves at 9:15am, so please be at school by 8:50am.",
        2, "14:10", ("pool:1",), 5,
        (
            Said("Daniel Whitlock", "What time will the bus be back?", "en", 45),
            Said("Miss Hart", "We expect to be back by 11:30am.", "en", 70),
            Said("Katarzyna Nowak", "Czy możemy prosić o listę rzeczy do zabrania?", "pl", 95),
            Said("Miss Hart", "A full list is in the book bag today.", "en", 110),
            Said("Katarzyna Nowak", "Dziękujemy za tłumaczenie, teraz wszystko rozumiem.", "pl", 150),
        ),
    ),
    Told(
        "class 4A", "Miss Hart",
        "Our sunflowers are already 12 cm tall! We will keep measuring them every Monday.",
        4, "11:20", ("sunflowers:2",), 7,
        (
            Said("Nadia Qureshi", "میری بیٹی نے گھر آ کر سب کو اس کے بارے میں بتایا۔", "ur", 300),
            Said("Rita Ferraz", "Que trabalho lindo, parabéns a todos!", "pt", 340),
        ),
    ),
    Told(
        "class 4A", "Miss Hart",
        star("Rosie Whitlock", "Well done also to Matei Popa, who read 5 books this week."),
        5, "15:10", ("star:1",), 10,
        (
            Said("Daniel Whitlock", "So proud of all of you. 👏", "en", 40),
            Said("Leila Haddad", "شكرًا جزيلاً على كل ما تفعلونه.", "ar", 90),
        ),
    ),
    Told(
        "class 4A", "Mrs Sandhu",
        "This week we are learning about fractions. "
        "Here is a quick game for home: cut a sandwich into 8 equal pieces and ask how many make a half.",
        6, "15:30", ("bread:2",), 4,
        (Said("Shirin Chowdhury", "খুব সুন্দর হয়েছে, ধন্যবাদ।", "bn", 200),),
    ),
    Told(
        "class 4A", "Miss Hart",
        "Our class map of the village is finished. "
        "The children used keys, symbols and a compass to find every street.",
        8, "14:45", ("map:1",), 6,
        (Said("Daniel Whitlock", "Lovely photos, thank you Miss Hart!", "en", 75),),
    ),
    Told(
        "class 4A", "Miss Hart",
        "Thank you to everyone who came to our reading morning. 19 grown-ups sat in the book corner with us. "
        "You are welcome any Thursday from 8:45am to 9:15am.",
        10, "09:45", ("books:1",), 8,
        (
            Said("Piotr Nowak", "Córka od rana mówi tylko o tym.", "pl", 400),
            Said("Fadumo Jama", "Aad baad ugu mahadsan tihiin shaqadiina wanaagsan.", "so", 420),
        ),
    ),
    Told(
        "class 4A", "Miss Hart",
        "We made paper boats and tested how much each one could carry. "
        "The winning boat held 34 pennies before it sank! Ask your child what made it so strong.",
        11, "15:05", ("boats:1", "boats:2", "boats:3"), 9,
        (
            Said("Adeel Qureshi", "We tried this at home and it worked.", "en", 260),
            Said("Carmen Romero", "We have heard about nothing else all evening!", "en", 280),
        ),
    ),
    Told(
        "class 4A", "Miss Hart",
        "Today we planted sunflower seeds on our windowsill. Each child wrote a label and measured 2 cm of soil. "
        "Which one will be the first to grow?",
        14, "14:20", ("sunflowers:1",), 8,
        (Said("Nadia Qureshi", "بہت خوبصورت تصویریں ہیں، شکریہ۔", "ur", 160),),
    ),
)  # fmt: skip

CLASS_1A: Final = (
    Told(
        "class 1A", "Mr Bellamy",
        "We painted snow pictures with sponges and cotton wool. The classroom looks like a winter forest.",
        0, "11:50", ("snow:1", "snow:2"), 6,
        (Said("Samir Haddad", "ابنتي سعيدة جدًا في المدرسة هذا العام.", "ar", 15),),
    ),
    Told(
        "class 1A", "Ms Adeyemi",
        "Here is a talking tip for this week: wait 5 seconds after you ask a question. "
        "It gives your child time to find the words, in any language.",
        2, "10:30", (), 9,
        (
            Said("Helen Thornbury", "We tried this at home and it worked.", "en", 600),
            Said("Claire Pemberton", "Thank you so much for sharing this.", "en", 640),
        ),
    ),
    Told("class 1A", "Mr Bellamy", star("Yusuf Qureshi"), 3, "15:15", (), 8),
    Told(
        "class 1A", "Mr Bellamy",
        "Our caterpillars have turned into butterflies! We opened the net and waved goodbye to all 7 of them.",
        4, "14:00", ("butterflies:1", "butterflies:2"), 10,
        (
            Said("Claire Pemberton", "Lovely photos, thank you Mr Bellamy!", "en", 90),
            Said("Mihaela Munteanu", "Foarte frumos, mulțumim din suflet!", "ro", 240),
        ),
    ),
    Told(
        "class 1A", "Mr Bellamy",
        "We baked bread together this morning. "
        "The children weighed the flour, waited for the dough to grow and loved the smell. "
        "A little loaf is coming home in each book bag.",
        6, "12:40", ("bread:1",), 10,
        (
            Said("Helen Thornbury", "The bread was gone before we got home!", "en", 210),
            Said("Inês Carvalho", "Que trabalho lindo, parabéns a todos!", "pt", 230),
            Said("Nadia Qureshi", "بہت خوبصورت تصویریں ہیں، شکریہ۔", "ur", 250),
        ),
    ),
    Told("class 1A", "Mr Bellamy", PE, 8, "08:50", (), 2),
    Told(
        "class 1A", "Mr Bellamy",
        "We built towers with blocks and counted in tens to 100. The tallest tower was taller than Mr Bellamy!",
        10, "13:50", ("blocks:1",), 7,
        (Said("Margaret Thornbury", "We have heard about nothing else all evening!", "en", 330),),
    ),
    Told(
        "class 1A", "Mrs Sandhu",
        "In phonics this week we are learning the sounds sh, ch and th. "
        "Please read together for 10 minutes each day, any book you like and in any language.",
        12, "15:20", (), 5,
    ),
    Told(
        "class 1A", "Mr Bellamy",
        "We went on a leaf hunt around the playground. We found 6 different shapes and made prints with paint.",
        13, "14:30", ("leaves:1", "leaves:2"), 8,
        (Said("Shirin Chowdhury", "খুব সুন্দর হয়েছে, ধন্যবাদ।", "bn", 190),),
    ),
)  # fmt: skip

CLASS_2B: Final = (
    Told(
        "class 2B", "Mrs Rahman",
        "Our pond trip was a great success. We saw 3 frogs, many tiny snails and one very proud duck.",
        1, "14:50", ("pond:1", "pond:2"), 8,
        (
            Said("Javier Romero", "¡Qué bonito, muchas gracias por compartirlo!", "es", 100),
            Said("Rubina Siddiqui", "بہت خوبصورت تصویریں ہیں، شکریہ۔", "ur", 140),
        ),
    ),
    Told("class 2B", "Mrs Rahman", BOOKS, 3, "15:00", ("books:2",), 3),
    Told(
        "class 2B", "Mrs Rahman",
        "In maths we played shop with real coins. "
        "The children bought fruit, gave change and worked out the total.",
        5, "11:30", ("shop:1",), 6,
        (Said("Karen Ashdown", "Thank you so much for sharing this.", "en", 280),),
    ),
    Told(
        "class 2B", "Mrs Rahman",
        "Please check your child's coat and jumper for a name label. "
        "We have 11 jumpers without a name in our lost property box.",
        7, "09:05", (), 1,
        (
            Said("Stephen Gale", "Where can we find a spare jumper?", "en", 90),
            Said("Mrs Rahman", "Please look in the box next to the office.", "en", 180),
        ),
    ),
    Told(
        "class 2B", "Mrs Rahman",
        "We wrote letters to the people in the care home next door. "
        "Yesterday 23 answers arrived, and we read every one aloud.",
        9, "15:10", ("letters:1",), 9,
        (
            Said("Karen Ashdown", "What a kind class you are.", "en", 120),
            Said("Huda Al-Masri", "شكرًا جزيلاً على كل ما تفعلونه.", "ar", 170),
        ),
    ),
    Told(
        "class 2B", "Mrs Rahman",
        "We planted beans, carrots and lettuce in the school garden. Everyone took a turn with the watering can.",
        13, "11:10", ("garden:1",), 7,
        (Said("Agnieszka Wójcik", "Piękne zdjęcia, bardzo dziękujemy!", "pl", 310),),
    ),
)  # fmt: skip

CLASS_3B: Final = (
    Told(
        "class 3B", "Mr Okafor",
        "Our bridges are ready for testing. Each team had 20 straws and 1 metre of tape.",
        0, "14:35", ("bridge:1", "bridge:2"), 5,
        (Said("Louise Kettering", "So proud of all of you. 👏", "en", 8),),
    ),
    Told(
        "class 3B", "Mr Okafor",
        "The museum told us that we were a very polite and curious class. "
        "Our favourite object was a bronze helmet that is 1,900 years old.",
        3, "15:35", ("museum:1", "museum:2"), 8,
        (
            Said("Joanne Marlowe", "Lovely photos, thank you Mr Okafor!", "en", 60),
            Said("Hibo Ali", "Aad baad ugu mahadsan tihiin shaqadiina wanaagsan.", "so", 110),
        ),
    ),
    Told("class 3B", "Mr Okafor", star("Khadija Osman"), 5, "15:20", ("star:1",), 6),
    Told(
        "class 3B", "Miss Quigley",
        "We tested which materials keep water warm. Wool won, and tin foil was a surprise second.",
        7, "14:15", ("science:1",), 4,
    ),
    Told(
        "class 3B", "Mr Okafor",
        "Football club starts this week on Wednesday from 3:15pm to 4:15pm. "
        "Children need trainers, a bottle of water and a warm layer.",
        9, "09:10", ("football:1",), 6,
        (
            Said("Saima Mirza", "کیا بچوں کو گرم کپڑے بھی لانے ہیں؟", "ur", 50),
            Said("Mr Okafor", "Yes please, a warm jumper is a good idea.", "en", 240),
        ),
    ),
    Told("class 3B", "Mr Okafor", PE, 11, "08:55", (), 2),
    Told(
        "class 3B", "Mr Okafor",
        "Class 3B is going to the museum on {+9}. "
        "The cost is £8.50, and you can pay at the office or online at https://hazelmoor.example.org/trips. "
        "If the cost is difficult, please tell us in private: no child will miss the trip.",
        12, "10:15", ("bus:1",), 4,
        (
            Said("Andrés Ortega", "¿A qué hora hay que estar en la puerta?", "es", 85),
            Said("Mr Okafor", "Please be at the gate by 8:45am.", "en", 130),
            Said("Tom Kettering", "Is it possible to pay in two parts?", "en", 150),
            Said("Mr Okafor", "Of course, just speak to Mrs Dunne in the office.", "en", 190),
        ),
    ),
    Told(
        "class 3B", "Mr Okafor",
        "We became Roman soldiers for the day and made our own shields. The playground was very loud!",
        14, "15:15", ("shields:1",), 9,
        (Said("Marcin Wójcik", "Córka od rana mówi tylko o tym.", "pl", 240),),
    ),
)  # fmt: skip

CLASS_6C: Final = (
    Told(
        "class 6C", "Mr Fairburn",
        "We made volcanoes from clay and watched them erupt. "
        "Every volcano worked, and we only had to mop the floor twice.",
        1, "15:00", ("volcano:1",), 7,
        (
            Said("Andrew Sowerby", "We have heard about nothing else all evening!", "en", 290),
            Said("Marta Kamińska", "Piękne zdjęcia, bardzo dziękujemy!", "pl", 310),
        ),
    ),
    Told(
        "class 6C", "Mr Fairburn",
        "The homework for this week is a poem of 12 lines about a place you love. "
        "You may write it in English or in the language you speak at home.",
        4, "15:45", ("letters:2",), 5,
    ),
    Told(
        "class 6C", "Mr Fairburn",
        "Well done to our football team, who won 3 to 1 against a very strong side.",
        6, "15:50", ("football:3",), 9,
        (Said("Susan Linfield", "Well done to the whole team! ⚽", "en", 45),),
    ),
    Told(
        "class 6C", "Mr Fairburn",
        "Cycle training begins next week. Please send a helmet that fits, and check the brakes at home. "
        "Bikes can be left by the gate from 8:30am.",
        8, "13:30", ("bike:1",), 4,
        (
            Said("Paula Teixeira", "Could someone lend us a helmet?", "en", 120),
            Said("Mr Fairburn", "We have 3 spare helmets in the office.", "en", 140),
        ),
    ),
    Told(
        "class 6C", "Miss Quigley",
        "Today's debate was about homework, and both sides argued with respect. The final vote was 14 to 12.",
        11, "14:40", ("stage:1",), 5,
    ),
    Told(
        "class 6C", "Mr Fairburn",
        "We have started our space project. "
        "Each group is building a planet from paper and paste, so please send in old newspapers.",
        13, "15:30", ("planets:1", "planets:2"), 7,
        (Said("Rashid Siddiqui", "We would love to help with this.", "en", 200),
         Said("Mr Fairburn", "That would be wonderful, thank you!", "en", 320)),
    ),
)  # fmt: skip

CLASS_STORIES: Final = CLASS_4A + CLASS_1A + CLASS_2B + CLASS_3B + CLASS_6C
