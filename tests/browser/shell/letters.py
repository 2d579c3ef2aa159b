"""An app that shows one line in each of our languages: `python -m tests.browser.shell.letters PORT`."""

import sys

import flet as ft
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from server.web.shell import Shell
from wire.languages import LANGUAGES

LINES = {
    "en": "Naïve café – “Hello”, £5 • 3½ × 2…",
    "am": "ሰላም፣ ልጅዎ ዛሬ በጣም ጥሩ ነበር።",
    "ar": "مرحباً، طفلك كان رائعاً اليوم ٢٠٢٦",
    "bg": "Здравейте, детето ви се справи чудесно",
    "bn": "নমস্কার, আপনার সন্তান আজ খুব ভালো করেছে ক্ষ্ম",
    "ckb": "سڵاو، منداڵەکەت ئەمڕۆ زۆر باش بوو ڕۆژ",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "cy": "Mae'r tŷ a'r dŵr yn iawn, ŵyr",
    "de": "Größe, Übung, Straße",
    "el": "Γεια σας, το παιδί σας τα πήγε πολύ καλά ΐ",
    "es": "¿Qué tal? ¡El niño comió piña!",
    "fa": "سلام، فرزند شما امروز خیلی خوب بود گچپژ ۱۲۳",
    "fr": "L'élève a reçu un œuf à Noël, « ça va »",
    "gu": "નમસ્તે, તમારા બાળકે આજે ખૂબ સારું કર્યું ક્ષ્મ",
    "hi": "नमस्ते, आपके बच्चे ने आज बहुत अच्छा किया क्ष्म त्र",
    "hu": "Árvíztűrő tükörfúrógép",
    "it": "Perché è così, città",
    "ko": "안녕하세요, 오늘 아이가 아주 잘했어요 꽃밭",
    "ku": "Zarokê we îro pir baş bû, şêwe çêtir",
    "lt": "Įlinkdama fechtuotojo špaga ąčęėįšųūž",
    "lv": "Glāžšķūņa rūķīši dzērumā čiepj",
    "ml": "നമസ്കാരം, നിങ്ങളുടെ കുട്ടി ഇന്ന് നന്നായി ചെയ്തു ക്ഷ്മ",
    "ne": "नमस्ते, तपाईंको बच्चाले आज धेरै राम्रो गर्‍यो",
    "nl": "Eén ijsje vóór de reünie",
    "pa": "ਸਤ ਸ੍ਰੀ ਅਕਾਲ, ਤੁਹਾਡੇ ਬੱਚੇ ਨੇ ਅੱਜ ਬਹੁਤ ਵਧੀਆ ਕੀਤਾ",
    "pl": "Zażółć gęślą jaźń",
    "ps": "سلام، ستاسو ماشوم نن ډېر ښه و ټځڅړږګې",
    "pt": "O avô e a avó comeram pão às três",
    "ro": "Copilul știe să țină și să învețe",
    "ru": "Съешь же ещё этих мягких французских булок",
    "si": "ආයුබෝවන්, ඔබේ දරුවා අද ඉතා හොඳින් කළා ක්‍ෂ ශ්‍රී",
    "sk": "Kŕdeľ šťastných ďatľov učí kôň",
    "so": "Ilmahaagu maanta aad buu u fiicnaa",
    "sq": "Fëmija juaj ishte shumë i mirë, ç",
    "ta": "வணக்கம், உங்கள் குழந்தை இன்று நன்றாகச் செய்தது க்ஷ",
    "te": "నమస్కారం, మీ బిడ్డ ఈరోజు చాలా బాగా చేసింది క్ష్మ",
    "th": "สวัสดีค่ะ วันนี้ลูกของคุณทำได้ดีมาก ที่นี่",
    "ti": "ሰላም፣ ውላድኩም ሎሚ ጽቡቕ ጌሩ ቐ ቘ",
    "tl": "Magaling ang anak mo, Niño",
    "tr": "Pijamalı hasta yağız şoföre çabucak güvendi İı",
    "uk": "Щиро вітаємо, ваша дитина молодець ґєї",
    "ur": "السلام علیکم، آپ کے بچے نے آج بہت اچھا کام کیا ۱۲۳ ٹڈڑے",
    "vi": "Con bạn hôm nay rất giỏi, nghỉ ngơi ở nhà ữ",
    "zh-Hans": "您好，孩子今天表现很好：骨、直、语文课",
    "zh-Hant": "您好，孩子今天表現很好：骨、直、語文課",
    "emoji": "😀 👍🏽 ❤️ 🎉 👩‍👩‍👧 🇬🇧 ✏️ ⭐ ✅ → ★ ✓ ☀",
    "tick": "\u2714",
    "heart": "\u2764",
    "pen": "\u270f",
    "star": "\u2605",
    "tick2": "\u2713",
    "mix": "★ ✔ ❤ ● Hello",
    "isolates": "Room \u206812\u2069 and \u2068آمنہ\u2069, 3 ≠ 4, Ə ɓ ḥ",
}


async def main(page: ft.Page) -> None:
    page.title = "Letters"
    page.padding = 8
    part = page.route.strip("/")
    wanted = part.split(",") if part else list(LINES)
    page.add(
        ft.Column(
            [
                ft.Row(
                    [
                        ft.Text(tag, size=12, width=60),
                        ft.Text(
                            LINES[tag],
                            size=18,
                            rtl=tag in LANGUAGES and LANGUAGES[tag].rtl,
                            width=460,
                        ),
                        ft.Text(LINES[tag], size=18, weight=ft.FontWeight.BOLD, width=480),
                    ]
                )
                for tag in wanted
            ],
            spacing=2,
        )
    )


async def healthz(request: Request) -> Response:
    return JSONResponse({})


if __name__ == "__main__":
    shell = Shell(main)
    app = Starlette(
        routes=[Route("/healthz", healthz), *shell.routes()], lifespan=lambda app: shell.running()
    )
    uvicorn.run(
        app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", timeout_graceful_shutdown=3
    )
