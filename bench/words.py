"""Words of the seeded school: what teachers write on an ordinary day, in English, Urdu and Polish."""

from pathlib import Path

LANGUAGES = ("ur", "pl", "ar", "bn", "ro", "so", "pt", "es", "pa", "uk", "tr", "fr")
"""What the families of the seeded school read."""

WORDS = tuple(
    tuple(said.splitlines())
    for said in (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split("\n\n")
)
"""Ten to thirty words each: English, Urdu, Polish."""

GIVEN = tuple(
    "Amina Bartek Carys Dawid Esra Farah Grzegorz Hamza Ilinca Jonas Khadija Leon Mariam Noor Oskar Priya "
    "Quinn Roza Samuel Tariq Ulla Vasile Wiktor Xenia Yusra Zofia Ayaan Beata Caleb Daria".split()
)
SURNAMES = tuple(
    "Abdi Ahmed Ali Asante Baker Barwani Begum Boateng Bogdan Chaudhry Cooper Costa Dabrowski Diaz Dhillon Dumitru "
    "Evans Farooq Fernandes Gill Gomez Hashi Haddad Hughes Hussain Ionescu Iqbal Jama Kaczmarek Kaur Kaya Khan "
    "Kowalczyk Kumar Lewandowski Lopes Malik Marin Martinez Mensah Mirza Mohamud Nowak Nur Osman Owusu Patel Popa "
    "Qureshi Rahman Rees Santos Shah Sidhu Stan Szymanski Thomas Walsh Yilmaz Zaman".split()
)
