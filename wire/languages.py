"""The 45 languages of Bookbag (spec 12.1): tag, own name, English name, direction."""

from typing import Final, NamedTuple


class Language(NamedTuple):
    """One language: ``tag`` is the name of its folder in ``locales/``."""

    tag: str
    name: str
    english: str
    rtl: bool = False

    @property
    def locale(self) -> str:
        """The name that Babel's data has for it."""
        return {"tl": "fil"}.get(self.tag, self.tag).replace("-", "_")


LANGUAGES: Final = {
    language.tag: language
    for language in (
        Language("en", "English", "English"),
        Language("am", "አማርኛ", "Amharic"),
        Language("ar", "العربية", "Arabic", rtl=True),
        Language("bg", "Български", "Bulgarian"),
        Language("bn", "বাংলা", "Bengali"),
        Language("ckb", "کوردیی ناوەندی", "Kurdish (Sorani)", rtl=True),
        Language("cs", "Čeština", "Czech"),
        Language("cy", "Cymraeg", "Welsh"),
        Language("de", "Deutsch", "German"),
        Language("el", "Ελληνικά", "Greek"),
        Language("es", "Español", "Spanish"),
        Language("fa", "فارسی", "Persian", rtl=True),
        Language("fr", "Français", "French"),
        Language("gu", "ગુજરાતી", "Gujarati"),
        Language("hi", "हिन्दी", "Hindi"),
        Language("hu", "Magyar", "Hungarian"),
        Language("it", "Italiano", "Italian"),
        Language("ko", "한국어", "Korean"),
        Language("ku", "Kurdî (Kurmancî)", "Kurdish (Kurmanji)"),
        Language("lt", "Lietuvių", "Lithuanian"),
        Language("lv", "Latviešu", "Latvian"),
        Language("ml", "മലയാളം", "Malayalam"),
        Language("ne", "नेपाली", "Nepali"),
        Language("nl", "Nederlands", "Dutch"),
        Language("pa", "ਪੰਜਾਬੀ", "Punjabi"),
        Language("pl", "Polski", "Polish"),
        Language("ps", "پښتو", "Pashto", rtl=True),
        Language("pt", "Português", "Portuguese"),
        Language("ro", "Română", "Romanian"),
        Language("ru", "Русский", "Russian"),
        Language("si", "සිංහල", "Sinhala"),
        Language("sk", "Slovenčina", "Slovak"),
        Language("so", "Soomaali", "Somali"),
        Language("sq", "Shqip", "Albanian"),
        Language("ta", "தமிழ்", "Tamil"),
        Language("te", "తెలుగు", "Telugu"),
        Language("th", "ไทย", "Thai"),
        Language("ti", "ትግርኛ", "Tigrinya"),
        Language("tl", "Filipino", "Tagalog"),
        Language("tr", "Türkçe", "Turkish"),
        Language("uk", "Українська", "Ukrainian"),
        Language("ur", "اردو", "Urdu", rtl=True),
        Language("vi", "Tiếng Việt", "Vietnamese"),
        Language("zh-Hans", "简体中文", "Chinese (Simplified)"),
        Language("zh-Hant", "繁體中文", "Chinese (Traditional)"),
    )
}

COMPLETE: Final = ("en", "ur", "pl")
"""The languages in which the app's own words are complete today."""
