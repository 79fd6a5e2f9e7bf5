"""What a Vietnamese syllable looks like; tells repaired legacy text from chance."""

import re
import unicodedata
from functools import lru_cache

_ONSET = "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p r s t v x".split(" ")
_RIME = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu "
    "iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot oong ooc ô ôc ôi ôm ôn ông ôp ôt "
    "ơ ơc ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt "
    "ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    "oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet "
    "uân uâng uât uây uê uêch uên uênh uơ uy uya uych uynh uyt uyu uyên uyêt "
    "y yêm yên yêng yêt yêu"
).split(" ")
# After q the u is written apart from the vowel: quả, quốc, quyết.
_AFTER_QU = [r.removeprefix("u") for r in _RIME if r.startswith(("uâ", "uê", "uơ", "uy", "uôc"))]
_AFTER_QU += [r.removeprefix("o") for r in _RIME if r.startswith(("oa", "oă", "oe"))] + ["it", "i", "iêt"]
_STOPS = ("c", "ch", "p", "t")
_NO_ONSET_Y = ("yê",)
_Y_AFTER = ("", "h", "k", "l", "m", "s", "t", "v", "th", "qu")

_VOWELS = "aăâeêioôơuưy"
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_RIMES, _QU_RIMES = frozenset(_RIME), frozenset(_AFTER_QU)

# Toned syllables an office writes every day, and the commonest of its people's and places' names.
_DAILY = """
ủy uỷ mặt trận tổ quốc việt xã phường thị trấn huyện tỉnh thành phố quảng hội đồng nhân dân đảng đoàn nông phụ nữ
cựu chiến binh liên hiệp động lao đội viên thôn khối tộc hộ nghèo cận khẩu chủ họ tên sinh năm tháng ngày số tổng cộng
kế hoạch báo cáo quyết định thông tờ trình công văn nghị kiến ý đề xuất phản ánh trả lời giải chuyển tiếp nhận
kết quả thực hiện nội dung thời gian địa điểm đơn vị cơ cấp sở phòng bộ trưởng phó tịch bí thư giám sát
biện xét đánh giá góp xây dựng chính quyền phối hợp tổ chức các và của với về từ đến trên dưới trong được không có
chưa đã đang sẽ cần phải để nhằm theo tại là một những này đó nào việc người nước nhà đất đường điện trường học
y tế bệnh giáo dục đào tạo văn hóa hoá kinh phát triển sản giúp đỡ hỗ trợ vốn vay tiền đồng triệu tỷ giống vật nuôi
thoát đăng ký chị ông bà nguyễn trần lê phạm hồ võ đặng bùi đỗ phan vũ huỳnh hoàng dương lý ngô trương thị văn đức
quý tiêu chí nhiệm vụ tuyên truyền vận phong trào cuộc đời sống mới đô chương mục điều khoản luật pháp lệnh quy chế
hướng dẫn yêu cầu tình hình khó khăn nguyên nhân phương nâng chất lượng hiệu tăng giảm tỉ lệ nhiều ít lớn nhỏ
cấp thẩm xử lý trách chức hạn đúng trễ quá trước sau giữa đầu cuối cả mỗi từng khác cùng lại còn cũng vẫn rất
bảo hiểm xã hội môi sạch vệ đập thủy thuỷ lợi kênh mương cầu cống hàng hoà hòa bình đại thắng tân phú phước thạnh
mỹ trà tiên quế sơn núi hiệp đông tây bắc trung nghĩa lộc thăng điền bàn duy xuyên hùng dũng tuấn hạnh hồng hà hải
tập huấn lớp buổi cán lần lượt đối thoại gửi thưởng khen đạt tốt khá yếu kém mất thiếu đủ thêm bớt ở rồi nếu thì mà
như vì bị do ai gì đây kia nọ mình chúng tôi ta họ thể làm nói biết thấy muốn đi đưa lấy cho ra vào lên xuống
quan tâm quang vinh hưởng ứng mạnh mẽ chặt chẽ thường xuyên định kỳ hằng hàng tuần quý sơ tổng kết triển khai
kiểm tra thanh đôn đốc tiếp dân khiếu nại tố cáo tranh chấp đất đai bồi thường tái định giải phóng bằng cấp giấy chứng
nhận sổ đỏ thuế phí ngân sách thu chi giá thị trường hợp tác liên kết doanh nghiệp đầu tư dự án khởi xuống cấp hư hỏng
sạt lở ngập lụt bão lũ hạn rừng sông suối biển bờ kè ruộng lúa ngô cây trồng chăn gia súc cầm dịch ô nhiễm rác thải
khói bụi tiếng ồn điện sáng chiếu đèn trạm biến áp viễn trường mầm tiểu trung bậc giáo viên sĩ thuốc khám chữa bảng
chế độ chính sách người cao tuổi trẻ em khuyết tật thương binh gia liệt mẹ anh hùng cách mạng trợ thất lao động xuất
khẩu nghề giới thiệu hòa giải cơ sở tự quản an ninh trật tự tệ nạn ma túy tội phạm tai giao đường sắt bộ thủy quốc
phòng quân sự tuyển nghĩa vụ biên giới đoàn thể ban thanh tra nhân dân cộng đồng ban công tác mặt khu dân cư tổ dân
phố làng bản nóc già uy tín tôn giáo phật công giáo tin lành đồng bào thiểu số cơ tu xơ đăng giẻ triêng
bầu cử ứng cử đại biểu cử tri nhiệm kỳ khóa khoá họp phiên thảo luận biểu quyết thống nhất tán thành đồng ý ủng hộ quỹ
vì xóa xoá mái ấm tình thương nhà tạm dột nát sửa chữa xây mới bàn giao khánh trao tặng quà tết nguyên thăm hỏi động
nghiêm túc kịp thời đầy minh bạch khách trung thực rõ ràng cụ thể phù hợp thuận lợi vướng mắc tồn hạn chế bài học kinh
nghiệm giải pháp phấn đấu hoàn thành vượt đề nghị kính gửi trân trọng cảm ơn người lập biểu thủ trưởng ký đóng dấu
nam nữ kinh dân tộc trình độ thạc cử nhân đại cao đẳng sơ cấp nghỉ hưu mất sức độc thân góa goá chồng vợ con cháu cha
trai gái bé bà cô chú bác dì cậu thầy bạn bè má ba cá bò bó chó gà vịt trâu heo lợn dê mèo bánh mì cà phê chè xá tàm nà
bốn bón bún bụng bông bớt bột bút bờ bụi bừng chín chờ chở chùa chừng chúc chút chọn chống cờ cụm cúm cựu cỏ dựa
dừa gió giỏi giỏ giờ gốm hộp hố hút hột khóc khớp khúc lỡ lừa lựa lụa lúc lún lờ lột lợp món múa mùa mừng mực một mớ
mở mỡ mỏ móc móng mũi nhóm nhớ nhờ nhựa nón nóng nộp núp nút nợ nở nửa phút phục rộng rút rụng rớt sống sốt sớm sút
sụt sừng sữa tối tốn tớ tờ tụ tựa tú tỏi thớt thợ thờ thụ thừa thúc trốn trống trộm trộn trụ trúc trúng trút
trừ vỡ vờ vụn vừa vớt xúc đốn đống đồ đớn đúc đục đụng đừng đứng ướt
""".split()
_EVERYDAY = frozenset(_DAILY)


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """True for one lower-case composed syllable with at most one tone; stops carry sắc or nặng."""
    parted = unicodedata.normalize("NFD", word)
    bare = unicodedata.normalize("NFC", parted.translate(_TONES))
    tones = [c for c in parted if ord(c) in _TONES]
    if len(tones) > 1 or not is_shape(bare) or (tones and not _is_well_placed(word, bare)):
        return False
    return not bare.endswith(_STOPS) or bool(set(tones) & {"\u0301", "\u0323"})


def _is_well_placed(word: str, bare: str) -> bool:
    """Both places are right in an open oa, oe, uy (hoà, hòa); VNI text shows by tones in wrong places."""
    if len(word) != len(bare):
        return False
    at = next(i for i, (w, b) in enumerate(zip(word, bare, strict=True)) if w != b)
    onset = "qu" if bare.startswith("qu") else "gi" if re.match("gi[aăâeoôơuư]", bare) else ""
    vowels = [i for i in range(len(onset), len(bare)) if bare[i] in _VOWELS]
    marked = [i for i in vowels if bare[i] in "ăâêôơư"]
    if marked:
        return at == marked[-1]
    if vowels[-1] < len(bare) - 1:
        return at == vowels[-1]
    if bare.endswith(("oa", "oe", "uy")) and len(vowels) == 2:
        return at in vowels
    return at == vowels[0 if len(vowels) < 3 else 1] or (onset == "gi" and at == 1)


@lru_cache(maxsize=20_000)
def is_shape(bare: str) -> bool:
    """An onset and a rime that go together; "gi" alone is g and i."""
    for onset in _onsets(bare):
        rime = bare[len(onset) :]
        if rime in _QU_RIMES if onset == "qu" else _fits(onset, rime):
            return True
    return False


def _onsets(bare: str) -> list[str]:
    return [o for o in (*_ONSET, "") if bare.startswith(o)]


def _fits(onset: str, rime: str) -> bool:
    if rime.startswith(_NO_ONSET_Y):
        return onset == "" and rime in _RIMES
    if rime == "y":
        return onset in _Y_AFTER
    if onset in ("gh", "ngh"):
        return rime in _RIMES and rime[0] in "ieê"
    return rime in _RIMES and not (onset in ("c", "g", "ng") and rime[0] in "eê")


def is_everyday(word: str) -> bool:
    """True for a toned syllable offices write every day."""
    return word in _EVERYDAY
