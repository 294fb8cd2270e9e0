"""What is no question of law: noise, greetings, harmful requests; and signs that somebody is in danger.

Harmful requests are found twice: by the shape of the sentence here, and by likeness to the written
examples of ``knowledge/data/refusals.yaml``. A question about the law of such an act is no request for it.
"""

from __future__ import annotations

import re
from enum import StrEnum

_CONTENT = re.compile(r"[\w\u3400-\u9fff]")
_LAUGHTER = re.compile(r"^(?:[哈呵嘿嘻啊哦嗯额呃噢呀喂草艹牛6]+|h[ah]+a?|lol+|xs+wl|2333+|[.。…~!！?？,，]+|test|测试|在|收到|ok|好的?|嗯嗯)+[~!！.。…]*$", re.I)
_GREETING = re.compile(
    r"^(?:你好|您好|哈喽|哈啰|嗨|早上好|早安|晚上好|晚安|中午好|下午好|大家好|在吗|在不在|有人吗|hi|hello|hey|good (?:morning|evening))"
    r"[呀啊哦吗嘛,，.。!！~ ]*(?:机器人|援法|yuanfa|bot|there)?[呀啊哦吗嘛.。!！~?？ ]*$",
    re.I,
)
_THANKS = re.compile(r"^(?:谢谢|多谢|感谢|谢了|thx|thanks|thank you|再见|拜拜|bye|辛苦了)[^?？]{0,8}$", re.I)
_IDENTITY = re.compile(
    r"你(?:是|叫)(?:谁|什么|啥|哪位|哪个|哪家|机器人|人工|真人|ai|chatgpt|gpt)|谁(?:开发|做|创造|写|训练)(?:了|的)?你|你(?:是|由)?.{0,6}(?:开发|创造|训练|设计|制作)的"
    r"|你(?:能|会|可以)(?:做|干|帮我?做?)(?:什么|啥|哪些)|你有(?:什么|哪些)功能|(?:怎么|如何)用(?:你|这个机器人)|who (?:are|made|built) you|what (?:can|do) you do|are you (?:a )?(?:bot|human|ai)",
    re.I,
)

_ASKS_LAW = re.compile(
    r"犯法|违法|合法|犯罪|什么罪|啥罪|何罪|判(?:几|多|刑|什么)|坐牢|拘留|处罚|后果|责任|怎么办|咋办|咋整|起诉|报警|报案|举报|维权|赔偿"
    r"|算不算|法律|法规|规定|哪条|哪一条|第几条|能告|可以告|被(?:人|他|她|骗|抓)|合规|允许|illegal|legal|crime|law|penalt|punish|liab|sue",
    re.I,
)

_REQUEST = r"(?:帮我|帮忙|替我|给我|教我|教教|告诉我|求|谁能|谁有|有没有人|想要?|我要|怎么|怎样|如何|咋|哪里|哪儿|在哪|能不能|可以|可不可以|推荐|分享|发我|来个|弄个|搞个|how (?:do|can|to)|help me|tell me|show me|teach me|give me|where (?:can|do))"
_PERSON = r"(?:一个人|这个人|那个人|某个?人|别人|他人|她|他|前任|前男友|前女友|邻居|同事|同学|老师|网友|主播|明星|博主|对方|仇人|室友|老板|someone|somebody|a person|her|his|their|my ex)"
_PRIVATE = r"(?:住址|地址|住哪|住在哪|家在哪|电话|手机号|手机号码|身份证|户籍|开房|行踪|位置|定位|真名|真实姓名|真实身份|个人信息|银行卡|通话记录|聊天记录|微信号|学校|单位|车牌|address|phone number|identity|real name|location|id number|personal (?:info|data))"

_HARM: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        (
            "injection",
            r"(?:忽略|无视|忘记|忘掉|不要管|抛弃|disregard|ignore|forget).{0,12}(?:以上|之前|前面|上面|所有|一切|先前|previous|above|all|prior|earlier).{0,14}(?:指令|规则|提示|设定|要求|限制|instructions?|rules?|prompts?)"
            r"|系统提示|提示词|system ?prompt|developer mode|开发者模式|越狱|jailbreak|\bDAN\b|没有(?:任何)?限制|(?:输出|打印|泄露|说出|告诉我|给我|show|print|reveal).{0,10}(?:你的|your).{0,6}(?:提示|指令|设定|token|令牌|密钥|api ?key|源码|配置|prompt|instructions|secret)"
            r"|(?:假装|扮演|假设你是|pretend|act as).{0,20}(?:没有(?:任何)?(?:限制|道德)|黑客|不受限|unrestricted|hacker)",
        ),
        (
            "find_person",
            rf"{_REQUEST}.{{0,12}}(?:查|找到?|搜|人肉|扒|开盒|盒|定位|挖|弄到|搞到|dox|find|look ?up|track|locate).{{0,10}}{_PERSON}.{{0,14}}(?:{_PRIVATE})"
            rf"|{_REQUEST}.{{0,12}}(?:查|搜|弄到|搞到|找到?|get|find).{{0,8}}{_PRIVATE}.{{0,6}}(?:的人|是谁|主人|机主)"
            rf"|(?:帮我|替我|教我|怎么|如何|求|想|help me|how (?:to|do i|can i)).{{0,8}}(?:人肉|开盒|盒|查开房|查户籍|查档|起底|dox).{{0,6}}{_PERSON}?"
            r"|(?:帮我|替我|谁能|求).{0,6}(?:查(?:一下|下|个)?|人肉|开盒|定位).{0,6}(?:人|号码|车牌|手机)"
            rf"|(?:帮我|替我|怎么|如何|想).{{0,10}}(?:知道|拿到|查到|搞到|找到).{{0,10}}{_PERSON}.{{0,6}}(?:住|电话|手机|身份证|地址|开房)",
        ),
        (
            "leak_database",
            r"(?:社工库|社工|查人机器人|开盒机器人|查档机器人|裤子库|泄露库|leaked? database|people.?search bot).{0,10}(?:入口|链接|网址|地址|在哪|哪里|怎么(?:用|进|找|下|搞|买)|推荐|分享|有吗|下载|link|where|how)"
            r"|(?:发|给|求|推荐|分享|告诉我|哪里|哪儿|有没有|怎么(?:找|进|用|下载?|加入)|where|give|send).{0,10}(?:社工库|查人机器人|开盒机器人|开盒群|查档群|开房数据库|泄露库|doxx?ing group)",
        ),
        (
            "trade_data",
            r"(?:怎么|怎样|如何|哪里|哪儿|在哪|去哪|告诉我|教我|帮我|求|我想|想要|谁有|how (?:to|can i|do i)|where (?:to|can i)).{0,10}(?:买|购买|弄|搞|收|收购|卖|出售|倒卖|贩卖|变现|获取|buy|sell|get).{0,8}(?:个人信息|公民信息|身份证(?:号|照|信息)?|手机号|客户(?:名单|资料|信息)|业主(?:名单|电话)|数据|名单|四件套|银行卡|实名(?:号|微信)|微信号|人脸|personal (?:data|info)|id cards?)",
        ),
        (
            "malware",
            r"(?:写|做|开发|编|教|给|搞|弄|生成|制作|分享|提供|write|make|build|create|code).{0,14}(?:木马|病毒|偷.{0,4}(?:相册|照片|通讯录|短信|密码|信息)|窃取|盗取|钓鱼|盗号|爆破|勒索软件|远控|监控软件|窃听|撞库|脱库|拖库|trojan|malware|keylogger|phishing|spyware|steals?)"
            r"|(?:怎么|如何|教我|帮我|how (?:to|do i|can i)).{0,10}(?:破解|入侵|黑进|攻破|盗|黑掉|监听|监控|hack|crack|break into|spy on).{0,12}(?:微信|qq|手机|账号|密码|邮箱|摄像头|网站|服务器|系统|电脑|数据库|抖音|微博|wechat|phone|account|camera|email)",
        ),
        (
            "evade",
            r"(?:怎么|怎样|如何|教我|有什么办法|有没有办法|帮我|how (?:to|do i|can i)).{0,20}(?:不被(?:抓|查|发现|追踪|追查|封|处罚|定位|警察|起诉|认出)|逃(?:避|过|脱).{0,4}(?:处罚|追究|警|法|侦查|责任)|躲(?:避|过|开).{0,4}(?:警|侦查|追查)|规避.{0,6}(?:侦查|追查|监管|审查|法律)|绕过.{0,6}(?:审核|实名|风控|监管)|反侦查|毁灭证据|销毁证据|删(?:除|掉)证据|get(?:ting)? caught|evade|avoid (?:the )?police|destroy evidence)"
            r"|(?:怎么|怎样|如何).{0,10}(?:开盒|人肉|挂人|偷拍|造谣|网暴|骂人|发裸照|卖信息|卖个人信息|买信息).{0,12}(?:才|又|还|而).{0,4}(?:不(?:犯法|违法|坐牢|会?被|用负责|负责任)|没事|安全)",
        ),
        (
            "abuse",
            r"(?:帮我|替我|给我|教我|写|编|来|generate|write|help me).{0,12}(?:骂|辱骂|侮辱|羞辱|造谣|谣言|黑料|黑帖|黑稿|抹黑|诅咒|恐吓|威胁|人身攻击|网暴|带节奏|黄谣|小作文|insult|threaten|rumou?r|harass|smear).{0,20}(?:她|他|人|前|同事|同学|老师|老板|室友|邻居|群|帖|话|文案|信|短信|消息|段|篇|her|him|them|message|post|my)"
            r"|(?:怎么|如何|怎样|教我|帮我|how (?:to|do i|can i)).{0,6}(?:网暴|人肉|骚扰|恐吓|威胁|报复|搞臭|搞死|整死|弄死|曝光|挂|harass|threaten|take revenge).{0,6}(?:她|他|别人|前任|前男友|前女友|同事|同学|室友|邻居|对方|那个人|someone|him|her|my ex)",
        ),
        (
            "images",
            r"(?:发|给|求|找|看|下载|哪里|哪儿|有没有|想看|分享|传|搜|send|give|find|where|watch|download).{0,14}(?:裸照|裸聊|视频|照片|原图|原片|资源|种子|截图|录屏|nudes?|video|photos?).{0,4}(?:链接|资源|看看|发我|吗|呢|[?？]|$|link)"
            r"(?<!平台)",
        ),
        (
            "unmask",
            r"(?:女生|女孩|受害(?:人|者)|被害(?:人|者)|原告|被告|当事人|李某|王某某?|刘某某|那个(?:女|男)?(?:学生|生|孩|人)|girl|victim|plaintiff).{0,8}(?:是谁|真名|真实(?:姓名|身份)|全名|本名|叫(?:什么|啥)|姓名|住(?:在)?哪|哪个学校|哪所(?:学校|初中)|家在哪|微信|电话|账号|抖音号|长什么样|照片|real name|who (?:is|was)|which school|address)",
        ),
        (
            "forge",
            r"(?:帮我|教我|怎么|如何|给我|写|做|p|ps|how (?:to|do i)|help me).{0,10}(?:伪造|造假|假造|做假|做个?假|p个?|ps|仿造|编造|fake|forge).{0,10}(?:证据|聊天记录|截图|公章|身份证|病历|录音|合同|证件|判决书|转账记录|evidence|chat|document|id)",
        ),
    )
)

_IMAGE_SUBJECT = re.compile(r"案|女生|女孩|学生|未成年|她的?|前女友|前男友|那个|受害|被害|初中|girl|victim|minor|her", re.I)


class Trivial(StrEnum):
    """Messages that are no question."""

    EMPTY = "empty"
    NOISE = "noise"
    GREETING = "greeting"
    THANKS = "thanks"
    IDENTITY = "identity"


def trivial(text: str) -> Trivial | None:
    """What kind of non-question a folded text is, or None."""
    stripped = text.strip()
    if not stripped:
        return Trivial.EMPTY
    if not _CONTENT.search(stripped) or _LAUGHTER.match(stripped):
        return Trivial.NOISE
    if len(set(re.sub(r"[\W_]", "", stripped))) <= 1 and not stripped.isdigit() and len(stripped) > 1:
        return Trivial.NOISE
    if _GREETING.match(stripped):
        return Trivial.GREETING
    if _THANKS.match(stripped):
        return Trivial.THANKS
    if _IDENTITY.search(stripped) and len(stripped) <= 40:
        return Trivial.IDENTITY
    return None


def harmful(text: str) -> str | None:
    """The kind of harmful request that a folded text is by its shape, or None.

    Injections, evasion and unmasking are refused even when they mention the law.
    """
    asks_law = _ASKS_LAW.search(text) is not None
    for kind, pattern in _HARM:
        match = pattern.search(text)
        if match is None:
            continue
        if asks_law and kind not in {"injection", "evade"}:
            continue
        if kind == "images" and not _IMAGE_SUBJECT.search(text):
            continue
        if kind in {"find_person", "trade_data"} and re.search(r"我的|我自己|本人|自己的|my own|my (?:data|info)", text):
            continue
        return kind
    return None


def asks_about_law(text: str) -> bool:
    """True when a text asks what the law says or what to do, rather than for the act itself."""
    return _ASKS_LAW.search(text) is not None


_MINOR = re.compile(r"未成年|小孩|孩子|儿子|女儿|小学|初中|初[一二三]|高中|高[一二三]|中学|学生妹|十[一二三四五六七]岁|1[0-7]岁|[5-9]岁|萝莉|幼|child|minor|kid|\b1[0-7][- ]year|daughter|\bson\b|underage", re.I)
_INTIMATE = re.compile(r"裸照|裸聊|裸体|私密(?:照|视频|影像)|不雅(?:照|视频)|床照|性爱视频|艳照|隐私部位|nude|intimate (?:photo|image|video)|sex tape|explicit (?:photo|image)", re.I)
_THREAT = re.compile(r"威胁|要挟|勒索|敲诈|恐吓|扬言|不给钱|不转账|弄死|砍|上门|跟踪|徘徊|堵我|蹲守|尾随|threat|blackmail|extort|stalk|following me", re.I)
_SELF_HARM = re.compile(r"不想活|活不下去|想死|自杀|自残|轻生|跳楼|割腕|结束生命|了结|没有活|活着没|寻死|kill myself|suicid|end my life|want to die|self.?harm", re.I)
_FIRST_PERSON = re.compile(r"我|俺|咱|\b(?:i|me|my|we|our)\b", re.I)


class Danger(StrEnum):
    """Why safety comes before law."""

    SELF_HARM = "self_harm"
    MINOR_IMAGES = "minor_images"
    INTIMATE_IMAGES = "intimate_images"
    THREAT = "threat"
    MINOR = "minor"


def dangers(text: str) -> tuple[Danger, ...]:
    """Signs in a folded text that the asker, or a child, may be in danger; the gravest first."""
    found: list[Danger] = []
    if _SELF_HARM.search(text) and (_FIRST_PERSON.search(text) or len(text) <= 12):
        found.append(Danger.SELF_HARM)
    minor, intimate = _MINOR.search(text) is not None, _INTIMATE.search(text) is not None
    personal = _FIRST_PERSON.search(text) is not None
    if intimate and minor:
        found.append(Danger.MINOR_IMAGES)
    elif intimate and (personal or _THREAT.search(text)):
        found.append(Danger.INTIMATE_IMAGES)
    if _THREAT.search(text) and personal:
        found.append(Danger.THREAT)
    return tuple(found)
