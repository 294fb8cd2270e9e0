"""Questions that are none of ours by their shape, however many words they share with the law.

Foreign law, guesses at a verdict or at a judge's honesty, entertainment, shopping, the look of words. What
is left is judged by likeness (``confidence.py``). Rules are made on the fit half of ``benchmarks/confidence``.
"""

from __future__ import annotations

import re

from knowledge import places

_PLACES = (
    rf"{places.chinese('countries', 'territories', 'parts')}|苏联|东德|民国|欧盟|欧洲|东南亚|北欧"
    rf"|\b(?:{places.english('countries', 'territories', 'parts', homonyms=False)}|European Union|EU|Europe\w*|GDPR)(?!\w)"
)
_FOREIGN = re.compile(rf"(?<!中国驻)(?<!我在)(?:{_PLACES})")
_HOME = re.compile(
    r"中国(?!人在)|中华人民共和国|大陆|内地|国内|我国|个人信息保护法|民法典(?!第\d{4}条写)|(?:从|去|在|到|发|传|寄|卖给|逃到).{0,6}(?:境外|国外)|出境|引渡|(?:去|到|赴)[^，。]{2,4}.{0,12}(?:犯法|违法|合法)(?:吗|不|么)(?<=.)(?!在)|代购|偷渡|外企|服务器|客户|用户|数据(?:传|出)|\b(?:in|of|from|under) China|Chinese|PRC|PIPL",
    re.I,
)
_LAWISH = re.compile(
    r"法|罪|判|罚|诉|合同|著作权|版权|专利|商标|保护期|年假|产假|彩礼|国籍|移民|离婚|遗产|继承|税|条例|合[法法]|犯|诽谤|偷拍|欠债|律师|官司|签证|遣返|遣散|工资|租客|房东|结婚|同居|安乐死|规定|征兵|隐私|打工"
    r"|\b(?:law|legal|illegal|sue|penalt\w+|ordinance|statute|defam\w+|evict\w*|bankrupt\w*|tenan\w+|rights|visa|green card|caned?|limit\w*|drinking age|crime|fine|court|article|divorce)\b",
    re.I,
)
_VERDICT = re.compile(
    r"(?:你|能不能|帮我|给我)?(?:猜|预测|估计|算算|觉得|认为|你说).{0,16}(?:会怎么判|能赢|打赢|胜诉|有没有罪|有罪|判决结果|开庭结果|会不会被抓|被抓进去|凶手|像小偷|是坏人)"
    r"|(?:官司|案子|诉讼).{0,8}(?:百分之几|几成|多大把握|胜率|胜算|能赢|能打赢|会赢)|(?:改判|胜诉|赢)的?(?:概率|几率|可能性).{0,4}(?:多大|大概|多少|有)|能不能打赢|我能赢吗"
    r"|(?:法官|审判长|检察官|法院|检察院|陪审员).{0,10}(?:收了?(?:钱|红包|礼)|徇私|串通|勾结|黑幕|偏袒|向着|偏向|跟(?:对方|被告|原告).{0,4}(?:关系|认识|一伙))(?!.{0,10}(?:怎么办|举报|回避|换人|怎么告))"
    r"|背后.{0,6}(?:操作|有人|黑手)|凶手.{0,4}(?:是|会不会是)|(?:是不是|有没有)在外面犯事|(?:真凶|幕后)"
    r"|\b(?:judge|court|prosecutor)\b.{0,12}\b(?:brib\w+|corrupt|paid off)|\bodds of winning|\b(?:will|can) (?:i|we) win|\bis (?:my|he|she|the) ?\w* guilty|in your opinion",
    re.I,
)
_PASTIME = re.compile(
    r"(?:电影|电视剧|剧集|刑侦剧|律政剧|小说|综艺|动漫|剧本杀|狼人杀|游戏攻略|隐藏款|盲盒|泡泡玛特|手办|原神|王者荣耀|吃鸡|和平精英|蛋仔|GTA|我的世界|英雄联盟|演唱会几点).{0,12}(?:推荐|好看|怎么玩|怎么快速|怎么防|怎么隐藏|竞选|封几天|话术|外挂|概率|便宜|管用|结局|机制|讲了|叫什么|是哪|最帅|哪部)"
    r"|(?:推荐|好看的?|哪部|最帅的?|看哪部|先看).{0,10}(?:电影|电视剧|剧|小说|综艺|好看)|(?:是|叫)(?:哪部|什么)(?:电影|电视剧|游戏|小说)|什么梗|梗是(?:什么|怎么)|歌曲?.{0,6}(?:谁唱|好听|有哪些)|谁唱的"
    r"|(?:几个字|两个字|一个字|这个?字|汉字).{0,6}(?:怎么写|拼音|笔画|读)|的?(?:近义词|反义词|拼音|造个?句|英语怎么说|英文怎么(?:说|拼|写)|用英文|英文翻译|怎么翻译)|造个?句"
    r"|(?:多少钱一本|一本(?:书)?多少钱|几块钱一本|书.{0,4}多少钱)|几点(?:播|开门|关门|开播|营业)|附近.{0,6}(?:好吃|好玩|停车)|旁边.{0,6}(?:面馆|饭店|餐厅|店)|门口.{0,6}停车|好吃的"
    r"|(?:法学|法考|司考|法硕|考研|刑法|民法|公务员).{0,8}(?:怎么复习|哪个学校|好考|就业|前景|书单|背|区别|分数线|难不难|头大)|(?:律师|法官|检察官).{0,6}(?:一年|一个月|工资|收入|能挣|挣多少|赚多少|穿什么|锤子|袍|装修)|制服.{0,4}(?:哪|买)|怎么评价.{0,6}|评价一下"
    r"|(?:定律|定理)(?:是什么|怎么理解|的公式|什么意思)|(?:在)?古代.{0,4}(?:叫什么|怎么)|大革命|三国|红楼|西游|水浒|又折兵|装修风格|什么颜色|穿什么衣服|怎么排版|什么纸打印|排版好看"
    r"|\b(?:netflix|movie|drama|song|novel|video game|law school|law of large|moore'?s law|murphy'?s law|how (?:much|many) (?:do|does) (?:lawyers?|judges?) (?:earn|make)|lawyers earn|how many pages)\b",
    re.I,
)


_AT_ISSUE = re.compile(
    r"违法|犯法|合法|侵权|版权|著作权|抄袭|盗版|未成年|隐私权|名誉|赔偿|\b(?:legal|illegal|insult\w*|copyright|permission|infring\w*)\b",
    re.I,
)
"""Pastimes can be at issue in law, too."""


def outside(text: str) -> bool:
    """True when a folded text asks for something that no Chinese statute or case of ours answers.

    >>> outside("日本遗产税税率"), outside("把中国用户数据传到美国要什么手续")
    (True, False)
    """
    if _VERDICT.search(text) or (_PASTIME.search(text) and not _AT_ISSUE.search(text)):
        return True
    return bool(_FOREIGN.search(text) and _LAWISH.search(text) and not _HOME.search(text))
