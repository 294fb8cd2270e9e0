"""Where the name of a law begins when nothing marks it: words before it that belong to it, and words that do not.

民法典 in 根据民法典 is the Civil Code; 食品安全法 in 网络食品安全法 is the end of another name.
"""

from __future__ import annotations

import re

LONGEST = 60
"""Characters of a name that stands without 《》."""

SENTENCE_BREAK = re.compile(r"[,。;:!?、\s\"“”|/<>\[\]]")

_STRONG = (
    # Behind these a name begins, wherever they stand.
    "根据|依据|依照|按照|遵照|违反|触犯(?!犯)|请问|什么是|看看|帮我|查一下|查查|查询|想问|问一下|参照|涉嫌(?!犯罪案件)|援引|引用|比如|例如|其中|以及|或者|"
    "属于|符合|结合|参见|参考|对照|见于|载于|出自|来自|由于|因为|所以|给我|我国|咱们|我们|他们|你们|你说的|听说|据说|记得|知道|认为|觉得|"
    "老师说|说的是|里说|上说|是不是|有没有|怎么看|的依据是|依的是|适用的是"
)
STRONG = re.compile(_STRONG)
_WEAK = re.compile(
    # Single words before a name. What follows in the brackets makes them a part of it: 看守所条例, 在线诉讼规则.
    r"^(?:我|你|他|她|它|们|咱|想|请|那|这|哪|其|该(?!法|条例)|和|与|及|或|但|而|且|的|了|呢|吗|吧|啊|就(?!业)|也|还|都(?!市)|又|再|才|却|让|"
    r"看(?!守|护)|查(?!处|封|验|禁|询|办)|问(?!责)|找|翻|说(?!明)|是|在(?!线|职|校|押|建|华|外)|用(?!水|电|能|人|工|地|气|户|途|血)|以(?!工)|按(?!揭|摩)|据|"
    r"把|被(?!征|监|害|执)|给(?!水|排|付)|有(?!线|毒|限|关|色|机|组|奖|害)|没有?|从(?!业|事)|因(?!私|公)|到|对(?!外|台)|为(?!民)|由|犯了?(?!罪)|告(?!知)|要(?!素)|"
    r"现在|目前|现行|最新|新版|旧版|新的|旧的|老的|原来的|以前的|当时的|新(?!闻|能|生|药|型|疆|建|设|农|兴|材)|旧(?!货|机|城|金)|老(?!年|人|龄|工|字)|原(?!产|子|油|材|始)|"
    r"一下|一个|这个|那个|这部|那部|哪个|哪部|可以|能不能|能否|如果|若(?!干)|如|即|谢谢|您好|你好|朋友|同事|律师说|警察说|法官说|网上说|有人说|别人说|关于这个|关于(?=[\u4e00-\u9fff]{2,20}(?:法|法典)$)|"
    r"适用(?!法律|于)|打官司|告诉|讲讲|聊聊|学学|背背|读读)"
)

_SUBJECTS = (
    # What stands before a subject in the names of laws, and so makes another name of a known one.
    "网络|互联网|网上|在线|数字|智能|人工智能|算法|数据|信息|个人|公民|自然人|国民|居民|学生|学校|校园|中小学|中小学生|大学生|幼儿|幼儿园|儿童|青少年|青年|"
    "婴幼儿|老人|老年|老年人|妇女|女职工|女性|男性|残疾人|职工|农民|农民工|灵活就业|劳务|工人|军人|退役军人|警察|教师|医生|医师|护士|患者|病人|记者|"
    "企业|国有企业|外资|外商|中小企业|小微企业|个体工商户|民营|私营|集体|国有|公共|公立|私立|社会|民间|民用|军用|军事|国防|国家|国际|地方|区域|城市|城镇|"
    "农村|乡村|社区|海洋|海上|水上|内河|港口|航空|铁路|公路|道路|轨道|城市轨道|机动车|非机动车|电动车|车辆|船舶|商事|民事|刑事|行政|劳动|经济|金融|证券|"
    "商业|保险|养老|医疗|失业|生育|工伤|社保|福利|税收|财政|预算|审计|会计|统计|土地|房屋|房产|房地产|住房|商品房|不动产|物业|建设|建筑|工程|招标|"
    "环境|生态|大气|水|土壤|噪声|放射性|危险废物|固体废物|森林|草原|野生|野生动物|宠物|流浪|流浪动物|动物|实验动物|植物|食品|药品|医疗用|保健|化妆品|疫苗|医疗器械|"
    "烟草|酒类|粮食|种子|农产品|农业|林业|渔业|矿产|煤炭|石油|天然气|电力|能源|核|核能|电信|通信|邮政|快递|广播|电视|电影|游戏|直播|短视频|"
    "教育|职业|高等|义务|学前|民办|科技|科学|技术|文化|旅游|体育|新闻|出版|文艺|网红|主播|饭圈|明星|知识产权|商标|专利|著作权|版权|商业秘密|"
    "交通|运输|出租车|网约车|外卖|平台|电子商务|跨境|跨境电商|进出口|海关|外汇|反洗钱|反腐败|反贪污|反|安全生产|消防|应急|地震|防洪|气象|测绘|"
    "家庭|家庭暴力|婚姻|婚前|收养|继承|遗产|抚养|校外|性|性别|性侵|性侵害|性骚扰|欺凌|网络欺凌|校园欺凌|网络暴力|人肉搜索|开盒|偷拍|诽谤|隐私|名誉|肖像|人格权|人格|"
    "犯罪|犯罪被害人|被害人|少年|未成年|未成年人|恐怖|恐怖主义|毒品|枪支|特种|特殊|重大|重要|关键|通用|基础|综合|临时|紧急|重点|基本|生物|基因|人类|"
    "汉语|语言|宗教|民族|少数民族|华侨|归侨|侨务|外国|外籍|移民|难民|边境|领海|空间|太空|外空|涉外|双边|侵权|合同|物权|债权|票据|信托|基金|期货|彩票|博彩|"
    "旅馆|旅馆业|酒店|饭店|餐饮|娱乐|娱乐场所|印刷|印刷业|典当|典当业|拍卖|废旧金属收购业|国家货币|取水许可和水资源费|全民所有制|有毒物品|转换经营|暂行|试行|"
    "通讯保障及|通信保障及|通信保障|乡镇|村镇|街道|社团|社会团体|基金会|慈善|红十字|工会|妇联|商会|行业|从业|执业|法官|检察官|律师|公证|仲裁员|调解|信访|"
    "动产|租赁|住宅|骑手|外卖骑手|快递员|司机|演员|艺人|业主|租客|消费者|用户|会员|股东|员工|雇员|实习生|家政|保姆|导游|保安|医护|药师|家长|父母|夫妻|孕妇|婴儿|退休|就业|托育|"
    "殡葬|卫生|健康|心理|心理健康|中医|中药|美容|医美|饮用水|电子烟|网贷|民间借贷|信用|征信|支付|移动支付|影视|音乐|短剧|图书|教材|校车|考试|科研|航天|卫星|无线电|芯片|光伏|碳排放|"
    "气候|湖泊|长江|黄河|海岛|荒漠|地下水|垃圾|塑料|辐射|"
    "电子|电子数据|电子签名|数字货币|虚拟|虚拟货币|区块链|机器人|自动驾驶|无人机|无人驾驶|云计算|大数据"
)
_SUBJECT_WORDS = frozenset(_SUBJECTS.split("|"))
_LONGEST_SUBJECT = max(map(len, _SUBJECT_WORDS))
_ALWAYS_WHOLE = frozenset(
    [
        "刑法",
        "民法典",
        "民法",
        "宪法",
        "刑法典",
        "刑诉法",
        "民诉法",
        "行诉法",
        "刑事诉讼法",
        "民事诉讼法",
        "治安法",
        "治安管理处罚法",
        "个保法",
        "网安法",
        "未保法",
        "妇保法",
    ]
)
"""Great laws that people name right behind what they ask about: 侵犯个人信息刑法253条之一."""
_WHOLE_BUT = re.compile(r"(?:军事|国际|比较|商事|战时|涉外|环境|行政)$")
_TITLE_OF = re.compile(
    # A title that begins with those who issue it, or with 关于.
    r"(?:最高人民法院|最高人民检察院|最高法|最高检|全国人民代表大会|全国人大|国务院|中央军委|公安部|司法部|民政部|教育部|人社部|人力资源和?社会保障部|关于)"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_HOUSE = (
    r"(?:平台|公司|学校|班级|班|宿舍|寝室|小区|物业|社区|活动|游戏|群|店铺?|酒店|村|单位|部门|年级|俱乐部|比赛|会员|房东|商场|超市|网站|"
    r"直播间|剧本杀?|桌游|狼人杀|牌局|宿管|家庭|家|业主|工厂|厂|车间|图书馆|食堂|论坛|贴吧|社团|公众号|用户|商家|卖家|外卖|满减|优惠|打折|促销|积分|抽奖|秒杀|拼团|红包|拍卖会|竞猜|训练营|夏令营|保密|考勤|请假|奖惩|员工|管理)"
)
_PRIVATE = re.compile(
    r"(?:本|我们?|你们?|他们?|咱们?)?" + _HOUSE + r"[\u4e00-\u9fff]{0,4}"
    r"(?:规则|规定|细则|公约|办法|条例|守则|决定|意见)$"
)
_PRIVATE_TWICE = re.compile(rf"{_HOUSE}{_HOUSE}[\u4e00-\u9fff]{{0,6}}(?:规则|公约|守则)$")
"""House rules: 宿舍管理规定, 平台规则; 外卖平台满减活动规则 says twice whose they are. Other long names may be rules of a ministry."""
_LONGEST_PRIVATE, _LONGEST_PRIVATE_TWICE = 8, 14


def is_private(name: str) -> bool:
    """The rules of a house, a school or a platform, which are no law."""
    if len(name) <= _LONGEST_PRIVATE:
        return _PRIVATE.match(name) is not None
    return len(name) <= _LONGEST_PRIVATE_TWICE and _PRIVATE_TWICE.match(name) is not None


def ends_in_house_rules(text: str, position: int) -> bool:
    """True when such rules stand right before ``position``."""
    before = text[max(0, position - _LONGEST_PRIVATE_TWICE - 2) : position].rstrip(" 》”的里中")
    return before.endswith(("规则", "规定", "细则", "公约", "办法", "守则")) and (
        _PRIVATE.search(before[-_LONGEST_PRIVATE:]) is not None or _PRIVATE_TWICE.search(before) is not None
    )


def longer_name(text: str, start: int, end: int, floor: int) -> int | None:
    """Start of the longer name of which the known name ``text[start:end]`` is only the end, or None.

    Args:
        text: Normalised text.
        start: Where the known name begins.
        end: Where it ends.
        floor: Where text that is already used up ends.
    """
    if start <= floor or _CHINESE.match(text[start - 1]) is None:
        return None
    before = text[max(floor, start - 12) : start]
    if text[start:end] in _ALWAYS_WHOLE:
        if _WHOLE_BUT.search(before) is None:
            return None
    elif not _subject_at_the_end(before):
        return None
    whole = name_start(text, end, floor)
    chain = start
    while chain > whole:
        before = text[max(whole, chain - 12) : chain]
        last = _WHOLE_BUT.search(before)
        length = _subject_at_the_end(before) or (len(last.group()) if last else 0)
        if not length:
            break
        chain -= length
    head = text[whole:chain]
    if not head or _TITLE_OF.match(head) or (len(head) <= 6 and STRONG.search(head) is None):
        return whole if whole < start else chain
    return chain


def _subject_at_the_end(text: str) -> int:
    """Length of the longest word for a subject that ``text`` ends with, or 0."""
    for length in range(min(_LONGEST_SUBJECT, len(text)), 0, -1):
        if text[-length:] in _SUBJECT_WORDS:
            return length
    return 0


def name_start(text: str, end: int, floor: int) -> int:
    """Where the unregistered name that ends at ``end`` begins: behind a break, 根据 and the like."""
    start = max(floor, end - LONGEST)
    window = text[start:end]
    cut = 0
    for hit in SENTENCE_BREAK.finditer(window):
        if hit.end() < len(window) and not _joins(window, hit):
            cut = hit.end()
    issued = None
    for hit in _TITLE_OF.finditer(window, cut):
        issued = hit.start()
        break
    for hit in STRONG.finditer(window, cut):
        if hit.end() <= len(window) - 2 and (issued is None or hit.end() <= issued):
            cut = hit.end()
    while (weak := _WEAK.match(window[cut:])) is not None and cut + weak.end() <= len(window) - 2:
        cut += weak.end()
    return start + cut


def _joins(window: str, hit: re.Match[str]) -> bool:
    """A 、 between those who issue a text belongs to its name."""
    if hit.group() not in "、 ":
        return False
    before, after = window[: hit.start()], window[hit.end() :]
    if _TITLE_OF.match(after) and re.search(r"(?:法院|检察院|部|局|委员会|办公室|总署|两高|国务院)$", before):
        return True
    return hit.group() == "、" and "关于" in before[-30:] and _TITLE_OF.search(before) is not None


def clean_starts(window: str) -> list[int]:
    """Where in ``window`` a name may begin: at its start, and behind words that no name begins with."""
    found = {0}
    found.update(hit.end() for hit in STRONG.finditer(window))
    found.update(hit.end() for hit in _CLEAN.finditer(window))
    return sorted(found)


_CLEAN = re.compile(
    r"[我你他她它们那这其和与及或的了是在看查问找翻说按据把被给让对犯讲引新旧老原]|请问|一下|适用|关于|涉嫌|怎么|现行|最新|中国|国家"
)
