"""Vocabularies of three languages, and the sentences, titles and headings made of them."""

from dataclasses import dataclass
from random import Random

LANGS = ("vi", "en", "zh")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language, by their part in a sentence.

    `gap` stands between words, `stop` ends a sentence; `cells` head the columns of a table.
    """

    gap: str
    stop: str
    openers: tuple[str, ...]
    subjects: tuple[str, ...]
    actions: tuple[str, ...]
    objects: tuple[str, ...]
    wheres: tuple[str, ...]
    qualities: tuple[str, ...]
    things: tuple[str, ...]
    cells: tuple[str, str, str]

    def sentence(self, random: Random, linked: str = "") -> str:
        """A sentence; `linked` takes the place of its object, and some objects are stressed."""
        pick = random.choice
        what = linked or _stressed(pick(self.objects), random)
        words = (pick(self.openers), pick(self.subjects), pick(self.actions), what)
        text = self.gap.join((*words, pick(self.wheres)))
        return text[0].upper() + text[1:] + self.stop

    def paragraph(self, random: Random, length: int, linked: str = "") -> str:
        """Sentences of at least `length` words (see `measure`), the first with `linked` in it."""
        sentences = [self.sentence(random, linked)]
        while sum(map(self.measure, sentences)) < length:
            sentences.append(self.sentence(random))
        return self.gap.join(sentences)

    def heading(self, random: Random) -> str:
        """A short heading without a full stop."""
        where = random.choice(self.wheres).removeprefix("，")
        text = self.gap.join((random.choice(self.subjects), where))
        return text[0].upper() + text[1:]

    def measure(self, text: str) -> int:
        """How many words a text has; Chinese has 8 characters where others have 5 words."""
        return len(text.split()) if self.gap else len(text) * 5 // 8


def _stressed(text: str, random: Random) -> str:
    """The text, one time in eight emphasised or set in bold."""
    chance = random.random()
    if chance < 1 / 16:
        return f"*{text}*"
    return f"**{text}**" if chance < 1 / 8 else text


VOCABULARIES = {
    "vi": Vocabulary(
        gap=" ",
        stop=".",
        openers=(
            "buổi sáng", "đến trưa", "chiều nào cũng vậy,", "vào mùa nước đổ,", "sau cơn mưa,",
            "khi sương tan,", "những ngày nắng,", "từ đầu tháng tư,", "trước phiên chợ,",
            "theo lời kể,", "có khi", "thường thì", "ngay từ cổng bản,", "qua khỏi con dốc,",
            "dưới tán rừng già,", "năm nào được mùa,", "cuối mùa đông,", "bên bếp lửa,",
            "người ta nói rằng", "không xa thị trấn,",
        ),
        subjects=(
            "ruộng bậc thang", "con đường đá", "nhà sàn gỗ", "chợ phiên", "làn sương mỏng",
            "tiếng khèn", "dòng suối lạnh", "mái nhà lợp đá", "vườn đào cổ thụ", "thung lũng",
            "người đi chợ", "đàn trâu", "khung cửi", "thùng nhuộm chàm", "cây cầu treo",
            "cánh rừng trúc", "bếp củi", "nương ngô", "đỉnh đèo", "chuyến tàu đêm", "lối mòn",
            "ngọn thác", "gùi thảo quả", "hàng rào đá", "mùa lúa chín",
        ),
        actions=(
            "hiện ra bên cạnh", "kể lại câu chuyện về", "dẫn khách qua", "giữ gìn", "ôm lấy",
            "nhắc nhớ về", "làm nên", "đón ánh nắng từ", "tựa lưng vào", "mở ra trước",
            "nuôi sống", "che khuất", "chia đôi", "thay đổi cùng", "đợi chờ", "trải dài theo",
            "nhuộm màu cho", "gọi tên", "soi bóng xuống", "nối liền với",
        ),
        objects=(
            "những tấm vải lanh", "hạt gạo nương", "đêm hội xuân", "bản làng cuối dốc",
            "đám mây trắng", "mùi khói bếp", "nồi thắng cố", "bậc đá rêu phong", "rừng sa mu",
            "ấm chè cổ thụ", "nếp nhà xưa", "con suối nhỏ", "vạt cải vàng", "bộ trang phục mới",
            "chảo rượu ngô", "tiếng cười trẻ nhỏ", "vách núi dựng đứng", "cơn gió lạnh",
            "bữa cơm chiều", "mảnh nương chung", "chiếc vòng bạc", "hoa văn sáp ong",
            "cổng trời", "hàng cây đỗ quyên", "bóng nắng cuối ngày",
        ),
        wheres=(
            "ở lưng chừng núi", "giữa thung lũng", "bên con đường cũ", "phía sau chợ",
            "trên đỉnh đèo", "ven bờ suối", "dưới chân thác", "quanh hồ nước", "trong màn sương",
            "cuối con dốc", "ở đầu bản", "trước mái hiên", "sau vụ gặt", "suốt mùa đông",
            "trong ánh chiều", "cạnh cây cầu gỗ", "trên nương cao", "gần nhà thờ đá",
            "theo nhịp khèn", "cùng mùa hoa đào",
        ),
        qualities=(
            "mù sương", "bình yên", "cổ kính", "xanh mát", "rực rỡ", "lặng lẽ", "ấm áp", "hoang sơ",
            "giản dị", "thơm nồng", "vàng óng", "cheo leo", "trong trẻo", "rộn ràng", "êm đềm",
            "bao la",
        ),
        things=(
            "ruộng nước", "chợ phiên", "đường mòn", "rừng trúc", "nghề chàm", "bếp lửa", "mùa xuân",
            "suối nguồn", "nhà gỗ", "điệu khèn", "hoa đào", "đỉnh núi", "nương chè", "thung lũng",
        ),
        cells=("Tháng", "Thời tiết", "Việc nên làm"),
    ),
    "en": Vocabulary(
        gap=" ",
        stop=".",
        openers=(
            "in the early morning", "by noon", "on most afternoons", "when the paddies are flooded",
            "after the rain", "once the fog lifts", "on clear days", "from the beginning of April",
            "before the weekly market", "according to older accounts,", "now and then", "as a rule",
            "from the village gate", "beyond the last bend", "under the old trees",
            "in a good year", "towards the end of winter", "beside the hearth",
            "people say that", "not far from the town",
        ),
        subjects=(
            "the rice terrace", "the stone path", "a wooden house", "the Sunday market",
            "a thin veil of mist", "the sound of a reed pipe", "the cold stream", "a slate roof",
            "the old peach orchard", "the wide valley", "a line of walkers", "the buffalo herd",
            "the loom", "an indigo vat", "the hanging bridge", "the bamboo forest", "a wood fire",
            "the maize field", "the mountain pass", "the night train", "a narrow track",
            "the waterfall", "a basket of cardamom", "the dry-stone wall", "the ripening rice",
        ),
        actions=(
            "appears beside", "tells the story of", "leads visitors past", "protects", "surrounds",
            "recalls", "makes room for", "catches the light of", "leans against", "opens towards",
            "feeds", "hides", "divides", "changes together with", "waits for", "follows",
            "lends its colour to", "gives a name to", "is mirrored by", "connects with",
        ),
        objects=(
            "bolts of hemp cloth", "the upland grain", "the spring festival", "a quiet hamlet",
            "a bank of white cloud", "the smell of smoke", "a pot of broth", "the mossy steps",
            "the stand of cypress", "a kettle of old-tree tea", "the custom of the house",
            "the smaller stream", "a strip of yellow mustard", "the new costume",
            "a still of maize spirit", "the laughter of children", "the sheer rock face",
            "a cold wind", "the evening meal", "the common field", "a silver necklace",
            "patterns drawn in wax", "the gate of heaven", "a row of rhododendrons",
            "the last light of the day",
        ),
        wheres=(
            "halfway up the mountain", "in the middle of the valley", "along the old road",
            "behind the market", "on top of the pass", "by the water", "at the foot of the falls",
            "around the lake", "in the drifting fog", "at the end of the slope",
            "at the edge of the village", "in front of the porch", "after the harvest",
            "all through the winter", "in the evening light", "next to the wooden bridge",
            "in the upper fields", "near the stone church", "in time with the pipes",
            "while the peach trees bloom",
        ),
        qualities=(
            "misty", "peaceful", "ancient", "green", "brilliant", "silent", "warm", "wild",
            "simple", "fragrant", "golden", "steep", "clear", "lively", "gentle", "boundless",
        ),
        things=(
            "terraces", "markets", "footpaths", "forests", "dyeing", "hearths", "springs",
            "streams", "houses", "pipes", "blossoms", "summits", "gardens", "valleys",
        ),
        cells=("Month", "Weather", "What to do"),
    ),
    "zh": Vocabulary(
        gap="",
        stop="。",
        openers=(
            "清晨，", "到了中午，", "几乎每个下午，", "灌水的季节，", "雨后，", "雾散的时候，",
            "晴朗的日子里，", "从四月初开始，", "赶集之前，", "据老人们说，", "有时候，",
            "一般来说，", "走进寨门，", "转过最后一道弯，", "在老树下，", "丰收的年份，",
            "冬天快过去时，", "火塘边，", "人们常说，", "离小镇不远，",
        ),
        subjects=(
            "层层梯田", "青石小路", "木头房子", "星期天的集市", "一层薄雾", "芦笙的声音",
            "冰凉的溪水", "石板屋顶", "老桃园", "宽阔的山谷", "一队行人", "水牛群", "织布机",
            "蓝靛染缸", "吊桥", "竹林", "柴火", "玉米地", "山口", "夜行的火车", "羊肠小道",
            "瀑布", "一筐草果", "石头围墙", "成熟的稻子",
        ),
        actions=(
            "出现在远处，映着", "讲述着", "把客人带向", "守护着", "环抱着", "让人想起",
            "成就了", "迎来了", "依靠着", "面向着", "养育着", "遮住了", "隔开了", "伴随着",
            "等待着", "沿途经过", "染上了颜色的是", "记住了", "倒映出", "连接着",
        ),
        objects=(
            "一匹匹麻布", "山上的稻米", "春天的节日", "安静的小寨", "一片白云", "炊烟的味道",
            "一锅热汤", "长着青苔的台阶", "一片杉树林", "一壶古树茶", "老屋的规矩", "小小的支流",
            "一垄黄花", "新做的衣裳", "一坛玉米酒", "孩子们的笑声", "陡峭的石壁", "一阵冷风",
            "傍晚的饭菜", "大家的田地", "一只银项圈", "蜂蜡画出的花纹", "天门的传说", "一排杜鹃",
            "一天里最后的阳光",
        ),
        wheres=(
            "，就在半山腰", "，在山谷中央", "，沿着旧路", "，在集市后面", "，在山口最高处",
            "，在水边", "，在瀑布脚下", "，绕着湖边", "，在流动的雾里", "，在坡道尽头",
            "，在村子边上", "，在屋檐前面", "，在收割之后", "，整个冬天都是如此",
            "，在傍晚的光线里", "，挨着木桥", "，在高处的田里", "，离石头教堂很近",
            "，跟着芦笙的节拍", "，正是桃花开放的时候",
        ),
        qualities=(
            "云雾", "宁静", "古老", "青翠", "灿烂", "沉默", "温暖", "野性", "朴素", "芬芳", "金色",
            "陡峭", "清澈", "热闹", "温柔", "辽阔",
        ),
        things=(
            "梯田", "集市", "小路", "竹林", "蓝染", "火塘", "春天", "溪流", "木屋", "芦笙", "花朵",
            "山峰", "茶园", "山谷",
        ),
        cells=("月份", "天气", "可以做什么"),
    ),
}  # fmt: skip
