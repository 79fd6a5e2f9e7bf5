"""Repair of text typed with old fonts."""

import unicodedata
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mttq_desktop.text.fold import nfc
from mttq_desktop.text.legacy import Repaired, prevailing, repair
from mttq_desktop.text.legacy_codes import from_tcvn3, from_vni
from mttq_desktop.text.syllables import is_syllable

LETTERS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
TCVN3 = {letter: code for code in map(chr, range(0xA1, 0xFF)) if (letter := from_tcvn3(code)) in set(LETTERS)}
HAT = dict(zip(["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"], "âàáåãä", strict=True))
BREVE = dict(zip(["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"], "êèéúüë", strict=True))
PLAIN = dict(zip(["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"], ["", *"øùûõï"], strict=True))
SINGLE = dict(zip("đơưìíỉĩịỵ", "ñôöìíæóòî", strict=True))
TONES = "\u0300\u0301\u0309\u0303\u0323"
# An office's everyday words, in every shape of syllable and tone.
OFFICE = """
ủy ban mặt trận tổ quốc việt nam xã hội chủ nghĩa cộng hòa đoàn thanh niên phụ nữ nông dân cựu chiến binh kiến nghị
giải quyết trả lời giám sát phản biện đối thoại hộ nghèo cận thoát nước sạch đường điện trường học bệnh viện khuyến
khích nguyễn huỳnh quảng đặng tiếp nhận chuyển gửi đúng hạn quá trễ thuế quỹ hưởng những người được nghiệp đẩy mạnh
""".split()
PHRASES = st.lists(st.sampled_from(OFFICE), min_size=2, max_size=8).map(" ".join)


def to_tcvn3(text: str) -> str:
    return "".join(TCVN3.get(c, c) for c in text)


def to_vni(text: str) -> str:
    return "".join(_vni(c) for c in text)


def _vni(letter: str) -> str:
    if letter in SINGLE:
        return SINGLE[letter]
    parted = unicodedata.normalize("NFD", letter)
    tone = next((c for c in parted if c in TONES), "")
    base = SINGLE.get(nfc("".join(c for c in parted if c not in TONES)), parted[0])
    marks = HAT if "\u0302" in parted else BREVE if "\u0306" in parted else PLAIN
    return base + marks[tone]


@pytest.mark.parametrize(
    "text",
    [
        "Bà Nà", "Xã Tàm Xá", "ba má", "Nguyễn Văn Tòng", "12 m³", "km²", "30°C", "hoà bình", "khoá", "quý", "thuỷ",
        "½ ngày", "1½ kg", "Việt Nam®", "Quảng Nam – 2024", "Axan", "Bhalêê", "Ch'ơm", "Ch’ơm", "La Êê",
        "café au lait", "São Paulo", "naïve", "c'est déjà l'été", "où est l'hôtel", "plus tôt", "Noël", "Thaï",
        "crème brûlée", "Zürich", "El Niño", "Malmö", "thé", "5 µm", "«Toàn dân»", "« Đoàn kết »", "Samsung®",
        "© 2024", "A · B", "Xã Ba", "Bé Hai", "Hoà Vang", "· Ban Thường trực", "Nam¹", "Mê Kông", "cà phê", "Lê Lai",
        "thôn Hà Nha", "Bà Ba", "bò ba ba", "hôm nay", "tôi là ai", "Công ty", "Khoá hoá", "§ 5", "£5", "100 ¥",
        "Điều § A, §B", "NIÑO ESPAÑA", "AÑO", "htx®",
        "Plain English text", "UBND - 12/2024", "", "x × y ÷ 2", "50 ½", "Đề nghị cấp 5 m³ nước cho hộ ông Tú",
    ],
)  # fmt: skip
def test_unicode_and_foreign_text_stays(text: str) -> None:
    assert repair(text).text == text
    assert repair(text).encoding is None


@pytest.mark.parametrize(
    ("text", "repaired", "encoding"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", "TCVN3"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc", "TCVN3"),
        ("ban th\u00adêng trùc", "ban thường trực", "TCVN3"),
        ("t\u00ad t\u00adëng", "tư tưởng", "TCVN3"),
        ("ngµy 28 th¸ng 3 n¨m 2024", "ngày 28 tháng 3 năm 2024", "TCVN3"),
        ("B¸O C¸O", "BÁO CÁO", "TCVN3"),
        ("§¶NG Bé", "ĐẢNG Bộ", "TCVN3"),
        ("Sè: 12/Q§-UBND", "Số: 12/QĐ-UBND", "TCVN3"),
        ("H§ND tØnh", "HĐND tỉnh", "TCVN3"),
        ("hç trî 500.000 ®/hé", "hỗ trợ 500.000 đ/hộ", "TCVN3"),
        ("« t« con", "ô tô con", "TCVN3"),
        ("Th«n", "Thôn", "TCVN3"),
        ("Z¬r©m Thu", "Zơrâm Thu", "TCVN3"),
        ("P¬loong", "Pơloong", "TCVN3"),
        ("Al¨ng", "Alăng", "TCVN3"),
        ("Bhalªª", "Bhalêê", "TCVN3"),
        ("Bh'n\u00adích Blao", "Bh'nướch Blao", "TCVN3"),
        ("tuyÕn §H3 vµ §T605", "tuyến ĐH3 và ĐT605", "TCVN3"),
        ("ubnd, h®nd huyÖn", "ubnd, hđnd huyện", "TCVN3"),
        ("HÑND huyeän, ÑU xaõ", "HĐND huyện, ĐU xã", "VNI"),
        ("LÑTBXH xem xeùt QÑ 12, tuyeán ÑH3", "LĐTBXH xem xét QĐ 12, tuyến ĐH3", "VNI"),
        ("hñnd, lñlñ huyeän", "hđnd, lđlđ huyện", "VNI"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", "VNI"),
        ("ÑAÛNG BOÄ TÆNH", "ĐẢNG BỘ TỈNH", "VNI"),
        ("Uûy ban Maët traän Toå quoác", "Ủy ban Mặt trận Tổ quốc", "VNI"),
        ("öùng cöû ñaïi bieåu", "ứng cử đại biểu", "VNI"),
        ("Nöõ", "Nữ", "VNI"),
    ],
)
def test_legacy_text_is_repaired(text: str, repaired: str, encoding: str) -> None:
    assert repair(text) == Repaired(repaired, encoding, True)


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("Mét sè", "Một số"),
        ("Khoâng", "Không"),
        ("Xaõ", "Xã"),
    ],
)
def test_likely_text_is_repaired_but_not_sure(text: str, repaired: str) -> None:
    found = repair(text)
    assert found.text == repaired
    assert not found.sure


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("Đề nghị UBND huyÖn Nam Giang quan tâm", "Đề nghị UBND huyện Nam Giang quan tâm"),
        ("Xã Tân Bình: s¹t lë bê s«ng", "Xã Tân Bình: sạt lở bờ sông"),
        ("Đoàn kết TØNH", "Đoàn kết TỈNH"),
        ("kiến nghị veà ñaát đai của xã", "kiến nghị về đất đai của xã"),
    ],
)
def test_only_the_legacy_words_of_a_mixed_text_change(text: str, repaired: str) -> None:
    assert repair(text).text == repaired


def test_the_sheet_around_decides_words_that_read_both_ways() -> None:
    assert repair("Phó Long") == Repaired("Phó Long", None, True)
    assert repair("Phó Long", lean="TCVN3") == Repaired("Phú Long", "TCVN3", False)
    assert repair("Bhling Nhí", lean="TCVN3").text == "Bhling Nhớ"
    assert repair("500 ®", lean="TCVN3").text == "500 đ"
    assert repair("Hoà Phong", lean="VNI").text == "Hồ Phong"


@pytest.mark.parametrize("text", ["Xã Tàm Xá", "Bà Nà", "Quảng Nam", "xã", "có", "12 m³", "Samsung®", "© 2024"])
def test_unicode_in_a_legacy_sheet_stays(text: str) -> None:
    assert repair(text, lean="TCVN3").text == text


def test_soft_hyphens_of_unicode_text_are_no_letters() -> None:
    for text in ("\u00ad- Đề nghị", "\u00adNam", "ma\u00adnu\u00adscript", "phường\u00ad Tân", "\u00ad u ban"):
        assert repair(text).text == text


ONSETS = ["", *"b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x".split(" ")]
RIMES = "a ai am an ang ao ân âu ăn e em ê ên i ia iêm iên o oa oai oan oi on ô ôi ơ ơn u ua ui uy ươn".split()
SPELT = {
    nfc(onset + rime[: at + 1] + tone + rime[at + 1 :])
    for onset, rime, tone, at in product(ONSETS, RIMES, ["", *TONES], range(3))
}
SYLLABLES = st.sampled_from(sorted(filter(is_syllable, SPELT)))


@given(st.lists(SYLLABLES, max_size=8).map(" ".join))
def test_readable_unicode_is_never_touched(text: str) -> None:
    assume(_has_high(text))
    assert repair(text) == Repaired(text)


@given(PHRASES, st.sampled_from([str, str.title, str.upper, str.capitalize]))
def test_vietnamese_stays_in_any_case_and_form(phrase: str, cased: type[str]) -> None:
    for text in (cased(phrase), unicodedata.normalize("NFD", cased(phrase))):
        assert repair(text) == Repaired(text)
        assert repair(text, lean="TCVN3").text == text or not _has_high(text)


FRENCH = """
école élève première déjà là où hôtel être fête forêt même thème système père mère frère très près après année journée
équipe réunion séance décision société coopération développement échange référence qualité santé liberté égalité ça
leçon français garçon reçu façade noël naïf maïs haïr aigüe août dû sûr goût île maître château tâche âge âme théâtre
cœur œuvre bœuf été née présenté réglé général régional intérêt crédit impôt coût rôle
""".split()
ENGLISH = "the project report of meeting and budget for rural water supply in district office data sheet résumé".split()
CASES = st.sampled_from([str, str.title, str.upper, str.capitalize])


@given(st.lists(st.sampled_from(FRENCH + ENGLISH), min_size=1, max_size=9).map(" ".join), CASES)
def test_french_and_english_are_never_touched(text: str, cased: type[str]) -> None:
    assert repair(cased(text)).text == cased(text)


@given(st.lists(st.sampled_from(FRENCH + ENGLISH), min_size=1, max_size=3), PHRASES)
def test_foreign_words_in_vietnamese_are_never_touched(foreign: list[str], phrase: str) -> None:
    assume(_has_high(phrase))
    text = " ".join([phrase, *foreign])
    assert repair(text).text == text


def _has_high(text: str) -> bool:
    return any(c > "\u00ff" for c in nfc(text))


@given(PHRASES)
def test_tcvn3_comes_back(phrase: str) -> None:
    legacy = to_tcvn3(phrase)
    assume(legacy != phrase)
    assert repair(legacy, lean="TCVN3").text == phrase


@given(st.lists(st.sampled_from(OFFICE), min_size=4, max_size=9).map(" ".join))
def test_tcvn3_comes_back_unaided(phrase: str) -> None:
    assume(any(TCVN3.get(c, "") in "¸µ¶·¹¨©ª«¬\u00ad®½¼¾»" for c in phrase if c in TCVN3))
    assert repair(to_tcvn3(phrase)).text == phrase


@given(PHRASES)
def test_vni_comes_back(phrase: str) -> None:
    legacy = to_vni(phrase)
    assume(legacy != phrase)
    assert repair(legacy, lean="VNI").text == phrase


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=60))
def test_any_text_is_taken_and_ascii_kept(text: str) -> None:
    found = repair(text)
    kept = [c for c in found.text if c.isascii() and not c.isalpha()]
    assert kept == [c for c in text if c.isascii() and not c.isalpha()]
    assert (found.encoding is None) == (found.text == text)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=40))
def test_repaired_text_needs_no_second_repair(text: str) -> None:
    once = repair(text)
    if once.sure and once.encoding:
        assert repair(nfc(once.text)).text == nfc(once.text)


def test_every_letter_of_both_tables() -> None:
    assert sorted(TCVN3) == sorted(LETTERS)
    for letter in LETTERS:
        assert from_tcvn3(TCVN3[letter]) == letter
        assert from_vni(_vni(letter)) == letter
    assert [from_tcvn3(c) for c in "¡¢£¤¥¦§"] == list("ĂÂÊÔƠƯĐ")
    assert from_vni("ÖÙNG") == "ỨNG"
    assert from_vni("Uû") == "Ủ", "small mark after a capital, as real files have it"
    assert from_vni("aâï") == "ậ"
    assert from_vni("xå") is None
    assert from_tcvn3("à") is None


def test_a_word_of_either_old_encoding_is_not_sure() -> None:
    assert not repair("cö tri").sure
    assert repair("cö tri", lean="VNI").text == "cư tri"


@pytest.mark.parametrize("text", ["a¨" + "a" * 5000 + "×", "P" + "¬" * 5000, "oà" * 3000, "¸ " * 3000, "\u00ad" * 3000])
def test_long_texts_cost_no_time(text: str) -> None:
    assert repair(text).text


def test_what_prevails_in_a_sheet() -> None:
    tcvn3 = ["Hé nghÌo", "X· Tµ P¬¬", "Phó Long", "", "12"]
    unicode = ["Hộ nghèo", "Xã Tà Pơơ", "Phú Long"]
    assert prevailing(tcvn3) == "TCVN3"
    assert prevailing([*tcvn3, *unicode]) is None
    assert prevailing(["Hoä ngheøo", "xaõ hoäi"]) == "VNI"
    assert prevailing(unicode) is None
    assert prevailing([]) is None
