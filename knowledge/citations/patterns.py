"""The pieces that citations are made of. All of them match normalised text.

Every repetition is bounded and no two neighbours of a repetition can match the same character, so
no input makes them backtrack without end. ``docs/citations.md`` gives the grammar in words.
"""

from __future__ import annotations

import re

from knowledge import places

CN = "〇零一二两三四五六七八九十百千廿卅"
"""Numeral characters that are left after normalisation."""

NUM = rf"(?:[0-9]{{1,5}}|[{CN}]{{1,12}})"
WS = r"\s{0,3}"

NUMBER = re.compile(
    # 第 may stand before it, brackets around it; 第(一)项, (一), 第 1195 条.
    rf"(?P<di>第)?{WS}(?P<open>\()?\s?(?P<num>{NUM})(?![0-9{CN}])\s?(?P<close>\))?"
)
UNIT = re.compile(r"\s{0,2}(?P<unit>条(?!例|件|约(?!定)|子)|款(?!式|待)|项(?!目|链))")
"""条例, 条件 and 项目 are words of their own."""
INSERTED = re.compile(
    # 条之一, 253之1, 253-1 in English; 之后 and 之规定 are no numbers.
    rf"\s?之\s?(?P<num>[0-9]{{1,2}}(?![0-9])|[{CN}]{{1,3}}(?![{CN}]))(?!种|个|类|般|切)"
)
DOTTED = re.compile(r"\.(?P<num>[1-9]\d?)(?![\d.%万亿元千百])")
_SEPARATORS = r"、|,|;|\+|和|以及|及|与|或者|或|还有|跟|至|到|~|-{1,2}|/|&"
_NUMBER_NEXT = rf"(?=[第(0-9{CN}之\s])"
SEPARATOR = re.compile(rf"{WS}(?P<sep>{_SEPARATORS}){WS}{_NUMBER_NEXT}")
GOES_ON = re.compile(rf"{WS}(?:[第(（0-9{CN}的中里前后本但]|(?:{_SEPARATORS}){WS}{_NUMBER_NEXT})")
"""What may stand between a place and the next one of its list; anything else ends it."""
RANGE_WORDS = frozenset({"至", "到", "~", "-", "--"})
DETAIL = re.compile(r"\s{0,2}(?:的|中|中的|里的)?(?:前段|后段|本文|但书)")

NOT_AN_ARTICLE = re.compile(
    # What follows a number that counts something: 5万元, 2021年, 3.9万, 24小时, 50%, 12:30.
    r"\s?(?:[.:·]\d|[年月日号元块万亿余多几个名人岁天周时分秒米度%‰倍次件份部台张只位家种类篇级户页章节编点折期届"
    r"字遍起例桶斤克吨亩]|条例|小时|分钟|公里|修正|修订|版|以上|以下|左右|来)"
)
COUNTED = re.compile(
    # Things that 条 counts. 第三条评论 is a comment, 5000条信息 are records, no articles.
    r"\s?(?:的)?(?:个人信息|公民信息|公民个人信息|身份信息|身份证|行踪|轨迹|通信|征信|财产信息|信息(?!披露|公开|网络传播|安全|处理|保护)|消息|评论|"
    r"微博|微信|短信|私信|推文|推特|帖|记录|数据|线索|建议|意见|新闻|视频|短视频|朋友圈|留言|弹幕|动态|"
    r"语音|聊天|链接|账号|简历|快递|订单|手机号|号码|电话|路|街|船|狗|鱼|裤|腿|河|命|街道|生产线|"
    r"流水|转账|照片|图片|内容|热搜|谣言|回复|通知|公告|理由|原因|措施|好友|住宿|开房)"
)
LEGAL_CUE = re.compile(
    r"(?<![说看想做用写方办])法|条例|规定|依据|根据|依照|按照|违反|触犯|解释|罪|判|处罚|条文"
)
"""Without one of these words a low 第一条 in prose is the first of some things, no article."""

QUESTION_HEAD = re.compile(r"\s{0,9}(?:那么?|还有|请问|想问|问下|它的|其|这条的?){0,2}\s?")
QUESTION_TAIL = re.compile(
    # What may follow a bare number without 第 when the message is nothing but a look-up.
    r"\s{0,3}(?:是|说|讲|写|规定|的|什么|啥|内容|意思|了|呢|原文|全文|怎么|说的|吗|请问|\?|。|!|,|\s){0,8}$"
)

# Between the name of a law and its number: 《》 closed, a version in brackets, the part of a code,
# of, within, and the like.
GAP = re.compile(
    r"[》\"”\]]{0,2}\s{0,3}"
    r"(?:\((?!\s?第?[0-9"
    + CN
    + r"]{1,9}\s?条)(?P<note>[^()《》]{1,40}+(?:\([^()]{1,20}+\)[^()《》]{0,20}+)?)\)\s{0,3})?"
    r"(?:[》\"”]\s{0,2})?"
    r"(?:(?P<edition>(?:19|20)\d\d年?(?:(?:修正|修订|修改)(?:版|本)?|版|本))的?\s?)?"
    r"(?:(?:里面|里|中)?(?:有关|关于)[^,。;:!?0-9第《》\n]{1,24}?的)?"
    r"(?:全文)?·?"
    r"(?:总则编?|分则编?|附则|[\u4e00-\u9fff]{2,5}编(?!纂))?"
    r"(?:第" + NUM + r"编)?(?:第" + NUM + r"章)?(?:第" + NUM + r"节)?"
    r"(?:里面|里边|里头|里|中|之|上)?(?:的)?(?:规定的)?(?P<old>旧的?|原来的?|原|以前的?)?"
    r"\s{0,3}(?:[,:·.(\[|]|-{1,4}(?=\s?第))?\s{0,3}"
)

NO_GAP = re.compile(rf"(?!19\d\d|20\d\d)[0-9]|第{NUM}\s?条")
"""The number stands directly behind the name, as it mostly does."""

SHORT_LAW = re.compile(
    r"(?P<law>(?:该|本|同|此|前述|上述|这部|那部|这个|那个)"
    r"(?:法典|法律|法|条例|解释|规定|办法|决定|意见|规则|细则|司法解释))"
    r"(?:的|之|中|里)?\s{0,2}$"
)

SAYS = r"的?(?:明确|明文|也|则|就|还)?(?:规定|写明|写着|写的是|原文|指出|要求|说)(?:了|为|是|的是)?[\s:,]{0,3}[“\"]"
"""What leads from a place to words that are its own: 前者规定“……”, 第二款写着“……”."""

TO_WORDS = re.compile(
    rf"(?:{SAYS}|的?(?:内容|表述|原文|原话|条文)?(?:又|则|也|还|就)?(?:是|为|说|讲|称|即)?[\s:,]{{0,3}}[“\"])"
)
"""The same, or nothing at all: 第三款“……”, 1200条“……”."""

BARE_BEFORE_WORDS = re.compile(
    # 民法典1199条“……”，1200条“……”: the number alone, and its words right behind it.
    rf"(?<=[,;:、。”\"\n和与及而])\s?(?=(?:[0-9]{{1,4}}|[{CN}]{{1,9}})(?:条|[\s:]?[“\"]))"
)

RELATIVE = re.compile(
    # 同条第二款, 本条, 前款, 前两款, 前条. 本款 and 该款 are the paragraph itself.
    rf"(?:(?P<same>同条|该条|本条|此条|同一条|这一条|这条|那条|(?:上述|前述|该)(?:规定|条文|条款)(?=的?(?:中的)?第?{NUM}[款项]|的?第?\({NUM}\)项))"
    rf"|(?P<prev_article>前条|上条|上一条|前一条)"
    rf"|(?P<prev_par>前款|上款|上一款|前一款)"
    rf"|前(?P<count>[{CN}]|[2-9])款"
    rf"|(?P<next_article>下一条|下条|(?<!最)(?<!往)后一条)"
    rf"|(?P<same_par>同款|该款|本款)"
    # 前者第二款, 后者的第一款: of the two articles, or of the two laws, cited last.
    rf"|(?P<former>前者)(?=\s?的?第|{TO_WORDS.pattern})|(?P<latter>后者)(?=\s?的?第|{TO_WORDS.pattern}))"
)

DOCUMENT = re.compile(
    r"(?P<doc>(?:法释|法发|法办发?|法研|高检发(?:[释办研]字|[一二三四五六七八九十民行]字)?|高检会|公通字|公复字|国发|国办发|国办函|司发通|司发|"
    r"网信办|国信办通字|工信部[^\s\d\[(]{0,4}|人社部发|建房|发改[^\s\d\[(]{0,3}|法)"
    r"(?:\s?(?:\[|\()?\s?(?P<year>(?:19|20)\d\d)\s?(?:年)?\s?(?:\]|\))?\s?-?第?\s?(?P<no>\d{1,4})\s?号"
    # 法释2017-10 needs no 号.
    r"|(?<=[释发])\s?\[?(?P<year2>(?:19|20)\d\d)\]?\s?[-/]\s?(?P<no2>\d{1,3})(?!\d)(?:\s?号)?))"
)
ORDER = re.compile(
    r"(?P<order>(?P<issuer>国务院|公安部|司法部|国家网信办|中央网信办|网信办|国家互联网信息办公室|主席|"
    r"[\u4e00-\u9fff]{2,6}(?:部|局|委|委员会|总署))\s?"
    r"(?:令\s?第?\s?(?P<a>\d{1,4})\s?号|第?\s?(?P<b>\d{1,4})\s?号令|令\s?第?\s?(?P<c>\d{1,4})(?!\d)))"
)
GUIDING = re.compile(
    r"(?P<kind>检例|(?:最高人民检察院|最高检)?第[^\s]{1,6}批指导性?案例检例|(?:最高人民法院|最高法)?(?:指导性?案例|指导案))"
    rf"\s?第?\s?(?P<from>\d{{1,4}}|[{CN}]{{1,5}})\s?号?"
    rf"(?:\s?(?:-|至|到|~)\s?(?P<to>\d{{1,4}}))?\s?号"
)
GUIDING_AFTER = re.compile(r"第?\s?(?P<from>\d{1,4})\s?号\s?(?:最高法|最高人民法院)?指导性?案例")
CASE_NUMBER = re.compile(
    # (2021)沪01民终1234号; the courts' rules on case numbers (法〔2015〕137号).
    r"[(\[](?P<year>(?:19|20)\d\d)[)\]]\s?(?P<court>最高法|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤川青藏琼宁]"
    r"[\u4e00-\u9fff]?\d{0,4}|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤川青藏琼宁]兵?\d{0,4})"
    r"(?P<type>[\u4e00-\u9fff]{1,6})(?P<no>\d{1,7})号(?:之[一二三四五六七八九十])?"
)

PLACES = places.chinese()
FOREIGN_BEFORE = re.compile(
    rf"(?P<place>{PLACES})(?:人民?|地区|当局|特别行政区|特区|联邦|王国|帝国|共和国|政府|本土)?(?:的|之)?(?:现行|最新|新|旧|原|老|普通|一般|统一)?(?:的)?[《\"“]?\s?$"
)
FOREIGN_NOTE = re.compile(rf"^(?:中国)?(?P<place>{PLACES})(?:地区)?$")
LOCAL_BEFORE = re.compile(
    # 上海市未成年人保护条例 is no national regulation of nearly the same name.
    rf"(?:(?:{places.alternatives(list(places.home()))})(?:省|市|自治区|特区|经济特区)?|[\u4e00-\u9fff]{{2,7}}(?:省|市|自治区|自治州|自治县|县))[《\"“]?$"
)
FOREIGN_ENGLISH = places.english()
FOREIGN_ENGLISH_BEFORE = re.compile(
    rf"\b(?<!\.)(?P<place>{FOREIGN_ENGLISH})(?:'s)?\s(?:the\s)?$", re.IGNORECASE
)
FOREIGN_ENGLISH_AFTER = re.compile(
    rf"\s?(?:,\s?|of\s(?:the\s)?|\()\s?(?P<place>{FOREIGN_ENGLISH})(?!\w)", re.IGNORECASE
)

# Words that end in 法 and the like but name no law.
NO_LAW = re.compile(
    r"(?:方法|(?:便宜|省钱|简单|快|好|合法|有效|靠谱|稳妥)的[\u4e00-\u9fff]{0,4}办法|(?:^|没|没有|什么|啥|好|别的|个|种|其他|想|有|老|笨|新|此|些)办法|想法|说法|做法|违法|合法|非法|司法|执法|守法|普法|用法|看法|无法|依法|手法|犯法|书法|语法|魔法|"
    r"算法|立法|玩法|写法|吃法|打法|刑罚|枉法|知法|懂法|学法|没法|设法|兵法|佛法|法律|法规|本法|该法|同法|此法)$"
)
LAW_WORD = re.compile(
    # An unregistered name before a number. The lookahead keeps this linear.
    r"(?:法典|法|条例|解释|规定|办法|细则|决定|意见|规则|通则|公约|修正案[一二三四五六七八九十]{0,3}|宪章|发|条列)"
    r"(?:\([^()]{1,12}\)|[一二三四五六七八九十](?=第))?[》\"”]{0,2}\s{0,3}(?:里|中)?的?\s{0,3}(?=第?\s?[(0-9"
    + CN
    + r"])"
)
BRACKETED = re.compile(r"《(?P<title>[^《》\n]{1,80}(?:《[^《》\n]{1,60}》[^《》\n]{0,60}){0,2})》")

PLACE_NAMES = frozenset(name for place in places.places() for name in place.chinese)
LONGEST_PLACE = max(map(len, PLACE_NAMES))
PLACE_LAST = frozenset(name[-1] for name in PLACE_NAMES)
LONGEST_PLACE_TAIL = 14
"""Characters that may stand between a place and the name of its law (``FOREIGN_BEFORE``)."""

YEAR_BEFORE = re.compile(
    # 2023年时的, 2012年版, 2020年12月的; what asks for the law of a day.
    r"(?<!\d)(?P<year>(?:19|20)\d\d)年?(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?)?"
    r"(?P<tail>(?:年底|年初|底|初|的时候|时候|那时候|那会儿|那会|当时|时|版|修正|修订|修改|施行|实施|生效|颁布|公布|通过|以前|之前|前|后|以后|之后|版本)"
    r"{0,3})(?:的)?(?:《|版)?\s{0,2}$"
)
NOTE_BEHIND = re.compile(
    # 网安法44条（旧）, 治安法42条（2012年版）, 治安法42条在2023年怎么规定.
    r"\s?(?:[\u4e00-\u9fff]{0,8}\((?P<note>(?:旧|原(?![文话告])|老(?![师板人百]))[^()]{0,8}|(?:19|20)\d\d年?(?:修正|修订|修改|版|修正版|修订版)?)\)"
    r"|,?(?:在|于)(?P<year>(?:19|20)\d\d)年(?!以后|之后|起|后))"
)
OLD_BEFORE = re.compile(
    r"(?:修订前|修改前|修正前|新法前|改之前|改前|旧版|老版|旧|原来|原先|原|老|以前|之前|从前|当时|那时候?|过去)的?(?:那部|那个)?[《\"“]?\s{0,2}$"
)
YEAR_NOTE = re.compile(r"(?P<year>(?:19|20)\d\d)\s?年?")
OLD_NOTE = re.compile(r"旧|原(?![文话告])|已失效|失效|修订前|修改前|修正前|老(?![师板人百])")

QUOTE_AFTER = re.compile(
    r"[\s,:]{0,3}(?:中|里)?(?:明确|明文|也|就|还|则|又)?(?:规定|写明|指出|写道|说|称|原文|要求|的表述|表述|明确)?(?:了|为|是|道|的是)?"
    r"[\s,:]{0,3}(?:(?P<curly>“(?=[^“”]{2,600}”))|[“\"])(?P<quote>(?(curly)[^“”]|[^“”\"]){2,600})(?(curly)”|[”\"])"
)
QUOTE_BEFORE = re.compile(r"[“\"](?P<quote>[^“”\"]{6,600})[”\"]\s{0,2}\(\s?$")

ENGLISH_ARTICLE = re.compile(
    r"(?:\b(?:articles?|arts?)(?:\b\.?|(?=\d))|§{1,2}|\bsections?\b|\bsec\b\.?)\s{0,3}(?=\d)", re.IGNORECASE
)
ENGLISH_NUMBER = re.compile(r"(?P<num>\d{1,4})(?:\s?-\s?(?P<ins>\d{1,4})|\s?(?P<bis>bis|ter)\b)?(?!\d)")
ENGLISH_LEVEL = re.compile(r"\s?\(\s?(?P<level>\d{1,2}|[a-z]|[ivx]{1,4})\s?\)", re.IGNORECASE)
ENGLISH_PARAGRAPH = re.compile(
    r"\s?,?\s?(?:para(?:graph)?s?\b\.?)\s?(?P<num>\d{1,2}|one|two|three|four|five|first|second|third)",
    re.IGNORECASE,
)
ENGLISH_ITEM = re.compile(
    r"\s?,?\s?(?:items?|sub-?paragraphs?|points?)\s?\(?(?P<num>\d{1,2})\)?", re.IGNORECASE
)
ENGLISH_SEPARATOR = re.compile(
    r"\s?(?P<sep>,\s?and|,|;|and|&|or|to|through|-|~)\s{0,2}(?:(?:articles?|arts?)\b\.?\s?)?(?=\d)",
    re.IGNORECASE,
)
ENGLISH_OF = re.compile(
    r"[\"”]?\s?,?\s?(?:of|in|under|from)?\s?(?:the\s|china's\s|chinese\s|prc\s|prc's\s|(?:19|20)\d\d\s){0,3}(?:people's republic of china\s?)?"
    rf"(?:(?:{FOREIGN_ENGLISH})(?:'s)?\s)?[《\"“]?",
    re.IGNORECASE,
)
ENGLISH_PARAGRAPH_BEFORE = re.compile(
    r"(?:(?P<item>items?)\s?\(?(?P<itemnum>\d{1,2})\)?\s?,?\s?(?:of\s)?)?"
    r"\b(?:the\s)?(?:(?P<ord>first|second|third|fourth|fifth)\sparagraph|para(?:graph)?\.?\s?(?P<num>\d{1,2}))\s?,?\s?(?:of|in)\s(?:the\s)?$",
    re.IGNORECASE,
)
ENGLISH_GAP = re.compile(
    r"(?:'s)?\s?(?:\((?:prc|china|\d{4}[^()]{0,20}|[A-Z]{2,6})\))?\s?(?:of\s(?:the\s)?(?:prc|people's\srepublic\sof\schina|china)|\(prc\))?\s?"
    r"(?:\(\d{4}[^()]{0,20}\))?\s?"
    rf"(?:of\s(?:the\s)?(?:{FOREIGN_ENGLISH})\b)?\s?"
    r"[,:-]?\s?(?:of\s)?",
    re.IGNORECASE,
)
ENGLISH_UNIT = re.compile(
    r"\s?(?:hours?|days?|years?|months?|weeks?|yuan|rmb|cny|usd|dollars?|people|persons?|percent|%|million|billion|thousand|"
    r"times|records?|pages?|words?|minutes?|items|points?|amendment|revision|edition|version|st\b|nd\b|rd\b|th\b|[.,:]\d)",
    re.IGNORECASE,
)
ENGLISH_UNKNOWN_LAW = re.compile(
    r"(?P<name>\b(?:GDPR|CCPA|DSA|BGB|StGB|TFEU|ECHR)\b|(?:[A-Z][A-Za-z'-]{1,20}\s(?:(?:on|and|of|the|for|against)\s){0,3}){0,6}(?:Law|Act|Code|Regulations?|Constitution|Ordinance|Convention|Measures|Provisions)\b)"
)
ORDINALS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
}  # fmt: skip
