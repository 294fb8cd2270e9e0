"""What is no question of law: noise, greetings, harmful requests; and signs that somebody is in danger.

Harmful requests are found twice: by the shape of the sentence here, and by likeness to the written
examples of ``knowledge/data/refusals.yaml``. A question about the law of such an act is no request for it.
"""

from __future__ import annotations

import re
from enum import StrEnum

MOST_READ = 4_096
"""What a Telegram message holds. Patterns of hundreds of words and gaps cost microseconds a character: of a longer
text they read so much."""

_CONTENT = re.compile(r"[\w\u3400-\u9fff]")
_LAUGHTER = re.compile(
    r"^(?:[哈呵嘿嘻啊哦嗯额呃噢呀喂草艹牛6.。…~!！?？,，]|h[ah]++|lol++|xs++wl|2333++|test|测试|在|收到|ok|好的?+)++$",
    re.I,
)
_GREETING = re.compile(
    r"^(?:你好|您好|哈喽|哈啰|嗨|早上好|早安|晚上好|晚安|中午好|下午好|大家好|在吗|在不在|有人吗|hi|hello|hey|good (?:morning|evening))"
    r"[呀啊哦吗嘛,，.。!！~ ]*+(?:机器人|援法|yuanfa|bot|there)?[呀啊哦吗嘛.。!！~?？ ]*+$",
    re.I,
)
_THANKS = re.compile(r"^(?:谢谢|多谢|感谢|谢了|thx|thanks|thank you|再见|拜拜|bye|辛苦了)[^?？]{0,8}$", re.I)
_IDENTITY = re.compile(
    r"你(?:是|叫)(?:谁|什么|啥|哪位|哪个|哪家|机器人|人工|真人|ai|chatgpt|gpt)|谁(?:开发|做|创造|写|训练)(?:了|的)?你|你(?:是|由)?.{0,6}(?:开发|创造|训练|设计|制作)的"
    r"|你(?:能|会|可以)(?:做|干|帮我?做?)(?:什么|啥|哪些)|你有(?:什么|哪些)功能|(?:怎么|如何)用(?:你|这个机器人)|who (?:are|made|built) you|what (?:can|do) you do|are you (?:a )?(?:bot|human|ai)",
    re.I,
)

_ASKS_LAW = re.compile(
    r"犯法|违法|违规吗|合法|犯罪|什么罪|啥罪|何罪|罪名|判(?:几|多|刑|什么|了|决|处)|怎么判|被判|坐牢|入刑|入罪|拘留|处罚|受罚|罚款|罚多少|怎么罚|怎么惩|会被罚|罚吗|后果|责任|担责"
    r"|怎么办|咋办|咋整|怎么处理|怎样处理|该做什么|该怎么|起诉|控告|诉讼|法庭|法官|法院|开庭|上诉|报警|报案|举报(?!我|人|那|了我)|投诉|维权|索赔|赔偿|赔多少|救助|求助|求救"
    r"|取证|存证|公证|自首|投案|管辖|受理|立案|量刑|标准|认定|构成|算不算|算.{0,10}吗$|算证据|是不是违|能不能告|法律|法规|法条|规定|条例|哪条|哪一条|第几条|能告|可以告|怎么告|告他|告她"
    r"|(?<!不)(?<!不会)(?<!只)被(?!害|告|包养|执行|窝|捕|抓到前)|合规|允许|能报警"
    r"|\bwhat (?:can|should|could|do) (?:i|we|she|he|they) do (?:if|when|about|after|now|[?])|\bhow (?:can|do|should) (?:i|we) (?:stop|report|prove|get (?:it|them|this|my|the|these)|have (?:it|them|this|my|the)|make (?:the|them|him|her|it))"
    r"|\b(?:taken|take) down\b|\b(?:illegal|legal|lawful|crimes?|law|laws|penalt\w*|punish\w*|liab\w*|sue|sued|lawsuit|may (?:i|we|the|police)|jail|prison|admissible|offen[cs]e|report|rights?)\b",
    re.I,
)

_SUFFERS = re.compile(
    r"(?<![让像说])(?:有人|某人|对方|粉丝|领导|商家|卖家|客户|别人|骗子|他|她|前男友|前女友|前任|前夫|前妻|老公|老婆|同学|同事|室友|邻居|网友|平台|公司|老板|老师|物业|快递员?|骗子)"
    r"(?:们)?(?:[^，。？！?!,;]{0,12})(?:把我|对我|给我(?:发|寄|装|手机|打)|拿我|用我|偷我|偷看我|偷拍我|威胁我|骚扰我|跟踪我|造我|骂我|黑进我|卖我|冒用我|冒充我|伪造我|要我|逼我|逼着?我|在卖|在传|在造|偷偷给我|偷偷在我)"
    r"|^我(?:妈|爸|女儿|儿子|孩子|老婆|老公|妹妹?|姐|弟|哥|朋友|闺蜜)?(?:的)?[^，。？！?!,;]{0,12}(?:被|遭|让人|叫人)|我(?:收到|遭到|遇到)|(?<!像在)(?<!像是)(?:骂|威胁|恐吓|骚扰|跟踪|偷拍|堵)(?:了|着)?我(?:$|[，。？！?!])|(?:女儿|儿子|孩子|小孩|妹妹|弟弟|娃).{0,18}(?:要她|要他|让她|让他|逼|骗|骂|打|认识)|撑不住|害怕|救救我"
    r"|\b(?:someone|somebody|a stranger|my (?:ex|boss|husband|wife|classmate|coworker|neighbou?r))\b.{0,20}\b(?:posts?|posted|doxxed|doxxes|leaks?|leaked|publishes|published|shares|is (?:posting|sharing|leaking|blackmailing)|is threatening|threatens?|threatened|stole|forged|hacked|shared|took|filmed|is (?:stalking|following))\b"
    r"|\b(?:my|our) .{0,30}\b(?:was|were|got|is being|are being|has been|have been)\b|\b(?:i|we) (?:was|were|got|am being) ",
    re.I,
)
"""Somebody tells what was done to him, which is no request to do it."""

_OWN = re.compile(
    r"我的(?!.{0,4}(?:前|老|同|邻|仇))|我自己|本人的|自己的|名下|怎么防|如何防|防止|预防|避免|保护|谁查过我|防范|关掉|注销|撤回|"
    r"\bmy own\b|\bmy (?:data|info|personal|account)\b|protect|prevent|avoid being",
    re.I,
)
"""Care for one's own data."""

_OTHERS_POWER = re.compile(
    r"(?:律师|警察|公安|法院|检察院|学校|平台|公司|物业|老师|记者|hr|村里|社工|网警|民警)[^，。？！?!,;]{0,6}(?:能|能不能|可以|可不可以|会不会|有权|应该|该|要)[^，。？！?!,;]{0,16}(?:吗|么|不|[?？]|$)|(?:申请|通过)(?:法院|公安|警方)|i am a (?:journalist|teacher|lawyer|parent|doctor)|as an? (?:journalist|teacher|lawyer|parent|company)|our (?:company|school)|我是(?:记者|老师|站长|网站站长|群主|hr|律师|家长|程序员|社工|医生)|工商登记|论文|宣传|讲座",
    re.I,
)
"""What an authority, a teacher, a journalist may do, and what the courts can find out."""

_REQUEST = r"(?:帮我|帮忙|替我|给我|教我|教教|教一下|告诉我|求|谁能|谁有|谁会|有没有人|有没有|想要?|我要|怎么|怎样|如何|咋|哪里|哪儿|哪个|在哪|能不能|能查|可以|可不可以|推荐|分享|发我|来个|弄个|搞个|查一?下|how (?:do|can|to)|help me|tell me|show me|teach me|give me|find|get me|where (?:can|do|is|are))"
_PERSON = r"(?:一个人|这个人|那个人|某个?人|别人|人家|她家?|他家?|前任|前男友|前女友|前夫|前妻|老公|老婆|女朋友|男朋友|对象|女友|男友|邻居|同事|同学|老师|网友|主播|博主|明星|偶像|爱豆|对方|仇人|室友|老板|领导|女生|男生|女孩|债主|欠钱|欠债|举报人|someone|somebody|a person|her|his|him|their|my ex\S*|my (?:wife|husband|girlfriend|boyfriend)|this (?:guy|girl|man|woman|person))"
_PRIVATE = r"(?:住址|地址|住哪|住在哪|住处|家在哪|几栋|几单元|门牌|电话|手机号|手机号码|身份证|户籍|户口|开的?房|酒店|行踪|行程|轨迹|航班|位置|定位|真名|真实姓名|真实身份|本人|全名|个人信息|银行卡|流水|通话记录|通话清单|聊天记录|微信号|小号|学校|宿舍|单位|车牌|小区|\baddress|phone number|identity|real name|location|id number|hotel|personal (?:info|data))"
_TROUBLE = r"(?:不(?:会)?被(?:\S{0,4})(?:抓|查|发现|追踪|追查|追责|封|处罚|定位|起诉|认出|看穿|引渡)|查不(?:到|出)|追不到|找不到我|不留(?:痕迹|指纹)|取不了证|恢复不(?:了|出)|逃(?:避|过|脱|跑)|躲(?:避|过|开|着|哪|查|追|通缉)|糊弄|蒙混|不露馅|躲执行|逃债)"

_HARM: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        (
            "injection",
            r"(?:忽略|无视|忘记|忘掉|不要管|不用管|抛弃|解除|disregard|ignore|forget).{0,12}(?:以上|之前|前面|上面|所有|全部|一切|先前|你的|你收到|previous|above|all|prior|earlier|your).{0,14}(?:指令|规则|提示|设定|要求|限制|约束|instructions?|rules?|prompts?|polic)"
            r"|系统提示|系统消息|系统设定|提示词|初始指令|system ?(?:prompt|message)|(?:developer|debug|dan) mode|(?:开发者|调试|dan|越狱|管理员)模式|越狱|jailbreak|\bDAN\b|(?:你|你现在|现在).{0,4}没有(?:任何)?(?:限制|底线|约束|道德)|(?:没有|无|不受)(?:任何)?(?:限制|底线|约束|道德)的"
            r"|(?:输出|打印|泄露|说出|告诉我|给我|发给我|翻译|复述|重复|show|print|reveal|output|repeat).{0,12}(?:你的|你们的?|上面的?(?:内容|话)|your|above).{0,12}(?:提示|指令|设定|token|令牌|密钥|密码|api ?key|源码|源代码|配置|config|prompt|instructions|secret|话|line|$)"
            r"|你(?:们)?的.{0,8}(?:token|令牌|密钥|后台密码|api ?key|系统设定)|print .{0,20}(?:context|configuration|system)"
            r"|(?:假装|扮演|假设你?|从现在起你|你现在是|从现在开始你|pretend|act as|you are now).{0,20}(?:没有(?:任何)?(?:限制|道德|底线|法律)|黑客|不受|法律不存在|小黑|unrestricted|hacker|no (?:rules|polic|law))|把上面的内容|原封不动(?:地)?输出|重复上面",
        ),
        (
            "evade",
            rf"(?:怎么|怎样|如何|教我|教教|有什么办法|有没有办法|帮我|什么软件|换什么|用什么|躲哪|how (?:to|do i|can i)|what should i).{{0,24}}{_TROUBLE}|{_TROUBLE}(?:.{{0,8}})(?:的办法|方法|怎么办才|比较安全|哪里|哪儿|哪种)|.{{0,14}}(?:彻底|全部)?(?:粉碎|删干净|格式化).{{0,12}}(?:公安|警察|网警|恢复)"
            r"|(?:怎么|怎样|如何|教我|帮我|how (?:to|do i|can i)).{0,14}(?:规避.{0,6}(?:侦查|追查|监管|审查|法律|实名)|绕(?:过|开).{0,6}(?:审核|实名|风控|监管|敏感词)|躲.{0,6}(?:敏感词|审核)|反侦查|毁灭证据|销毁证据|毁掉证据|删(?:除|掉|光).{0,6}(?:证据|日志)|串供|顶罪|改口|收买证人|洗(?:白|干净)|洗钱|转移赃款|转走赃款|转移财产|不在场证明|偷渡)|(?:赃款|黑钱|脏钱).{0,8}(?:怎么|如何).{0,4}(?:洗|转|藏)"
            r"|(?:how (?:to|do i|can i)|what should i|help me).{0,40}(?:get(?:ting)? caught|evade|avoid (?:the )?police|destroy evidence|hide my tracks|cover my tracks|don't find out|without being traced|trace me|be traced|anonymously so|launder)"
            r"|(?:怎么|怎样|如何).{0,10}(?:开盒|人肉|挂人|偷拍|造谣|网暴|骂人|发裸照|卖信息|卖个人信息|买信息|卖数据|发恐吓).{0,12}(?:才|又|还|而|怎么发).{0,6}(?:不(?:犯法|违法|坐牢|会?被|用负责|负责任)|没事|安全|追不)",
        ),
        (
            "find_person",
            rf"{_REQUEST}.{{0,14}}(?:查|找到?|找出|搜|人肉|扒|开盒|盒|定位|挖|弄到|搞到|监控|监视|跟踪|追踪|知道|认出|dox|find|look ?up|track|locate|get|follow).{{0,12}}{_PERSON}.{{0,16}}(?:{_PRIVATE}|每天去哪|去哪)"
            rf"|{_REQUEST}.{{0,14}}(?:查|搜|弄到|搞到|找到?|反查|看出|get|find).{{0,10}}{_PRIVATE}.{{0,8}}(?:的人|是谁|主人|机主|车主|姓名|号|出来|$)"
            r"|(?:帮我|替我|教我|怎么|如何|求|想|我要|谁会|help me|how (?:to|do i|can i)).{0,8}(?:人肉|开盒|盒(?:一|他|她|个|人|那|这)|查开房|查户籍|查档|起底|dox)(?!.{0,4}(?:骗子算|算不|违法|犯法|会|包子))"
            rf"|(?:帮我|替我|帮忙|谁能|求|有偿|代|接)(?:人|忙)?.{{0,4}}(?:查(?:一下|下|个|询)?|人肉|开盒|定位|监控|监视|找出|搜一下).{{0,14}}(?:人|号码|车牌|手机|{_PERSON}|{_PRIVATE})"
            rf"|(?:我要|我想|想|帮我|替我|怎么|如何|怎样|need|want to know|tell me).{{0,10}}(?:知道|拿到|查到|搞到|找到|弄清|where).{{0,10}}{_PERSON}.{{0,10}}(?:住|电话|手机|身份证|地址|开房|宿舍|真名|\baddress|lives?)"
            r"|(?:车牌|牌照|手机号?|电话|号码|微信|账号|照片|快递单号?).{0,6}(?:是谁的?|的?(?:车主|机主|主人|本人|收件人))(?!.{0,6}(?:责任|侵权))|(?:查|找|搜).{0,8}(?:车主|机主|房主|收件人|举报人|真名|户籍地址|住处|门牌)"
            rf"|(?:通过|用|凭|给张?|给你个?).{{0,10}}(?:抖音号|微信号|QQ号?|手机号|车牌|照片|快递单号).{{0,10}}(?:找到|反查|查到|查出|认出|找|搜).{{0,10}}|QQ号?反查"
            r"|查(?:到|出|一下|下).{0,6}"
            + _PERSON
            + r".{0,10}"
            + _PRIVATE
            + r"|查(?:一下|下|询)?.{0,10}(?:昨晚|昨天)?.{0,6}(?:在)?哪个?(?:酒店|宾馆)|(?:代查|接查).{0,8}(?:钱|价|轨迹|行程|档|$)|(?:谁|有没有人?|求).{0,4}(?:能|会)?查个?人|扒一扒|(?:真名|名字).{0,4}叫?啥.{0,4}住哪"
            r"|(?:look ?up|find|get|give me|tell me|need).{0,12}(?:owner of|ex\S* new address|address of|who (?:is behind|runs|owns))|track(?:ing)? .{0,20}without .{0,10}know",
        ),
        (
            "leak_database",
            r"(?:社工库|查人机器人|查户口的?机器人|开盒机器人|查档机器人|裤子|泄露的?(?:数据|数据库|密码|库)|leaked? (?:database|data|hotel|records)|people.?search bot|database of .{0,20}(?:id|phone)).{0,12}(?:入口|链接|连结|网址|地址|在哪|哪里|哪儿|怎么(?:用|进|找|下|搞|买|加)|推荐|分享|有吗|下载|资源|百度云|网盘|link|where|how)"
            r"|(?:发|给|求|推荐|分享|甩|告诉我|哪里|哪儿|哪个|有没有|有无|怎么(?:找|进|用|下载?|加入)|想进|where|give|send|get).{0,14}(?:社工库|查人机器人|查人的?(?:入口|群|网站)|查户口的?机器人|开盒机器人|开盒群|查档群|开房数据|开房记录的?网|泄露库|泄露的?(?:数据|密码|开房|库|数据库)|别人泄露|裤子|那份.{0,10}库|几(?:千万|亿)条|doxx?ing group|leaked|breached|database of)"
            r"|社工库.{0,10}(?:网址|甩|能用)|甩.{0,6}(?:网址|链接)|(?:那份|那个|几(?:千万|亿)条的?).{0,8}库.{0,6}(?:哪|下|发|分享)",
        ),
        (
            "trade_data",
            r"(?:怎么|怎样|如何|哪里|哪儿|在哪|去哪|哪个|告诉我|教我|帮我|求购?|我想|想|我要|谁有|有没有|有渠道|手上有|手里有|how (?:to|can i|do i)|where (?:to|can i)|i want to).{0,16}(?:买|购买|弄到?|搞(?:到|一批)?|收|收购|卖给?|卖掉|出售|出手|倒卖|贩卖|变现|导出|拿到|获取|\bbuy|\bsell|\bget).{0,12}(?:个人信息|公民信息|身份证(?:号|照|信息)?|手机号|电话|号码|客户|客资|业主|车主|家长|名单|名册|数据|用户表|面单|四件套|银行卡|实名|微信号|支付宝|人脸|过认证|病人信息|个资|资料|personal (?:data|info)|phone numbers?|id cards?|customer)"
            r"|(?:(?:收|求购|批发|出售|高价收|长期收|卖)(?!到|入|据|费|养|货).{0,12}(?:个人信息|公民信息|身份证|手机号|客户|业主|车主|家长|名单|名册|面单|银行卡|四件套|实名|支付宝号?|微信号?|人脸|个资).{0,12}(?:钱|价|谁有|哪|量大|多少|找谁|批发|联系))|(?:身份证|人脸|个人信息|公民信息|面单|名单|支付宝号?|实名号?|微信号).{0,10}(?:批发|报价|多少钱一条|哪里?收|哪儿收|渠道)|(?:有|出).{0,4}渠道.{0,8}(?:数据|信息)"
            r"|(?:客户|用户|公司).{0,8}(?:名单|号码|资料|数据|用户表).{0,8}(?:卖给谁|卖掉|怎么卖|变现|who buys)|(?:电话|号码|数据|名单).{0,6}卖给谁|\bsell (?:my )?.{0,20}(?:database|customer data|user data)|buy .{0,20}(?:phone numbers|id numbers|personal data|bank accounts)",
        ),
        (
            "malware",
            r"(?:写|做|开发|编|教|给|搞|弄|生成|制作|分享|提供|推荐|有没有|帮我|write|make|build|create|code|give).{0,18}(?:木马|病毒|偷.{0,6}(?:相册|照片|通讯录|短信|密码|信息|看)|(?:远程|偷偷).{0,6}看.{0,6}(?:手机|相册|屏幕)|窃取|盗取|钓鱼|盗.{0,6}(?:号|密码)|爆破|勒索(?:软件|病毒)|远控|监控软件|监听.{0,8}(?:通话|电话|软件)|窃听|撞库|脱库|拖库|假的?.{0,4}(?:银行|登录|网页|网站).{0,8}(?:骗|密码|页面|网页)|诈骗短信|绕过.{0,4}(?:人脸|刷脸)|trojan|malware|keylogger|phishing|spyware|steals?|uploads? (?:someone|their|her|his)|(?:secretly|without .{0,10}knowing))"
            r"|(?:怎么|怎样|如何|咋|教我|教教|帮我|想|我要|how (?:to|do i|can i)|teach me|help me|hack|break).{0,14}(?:破解|入侵|黑进|黑掉|黑别人|攻破|盗|监听|监控|偷看|偷窥|种木马|装木马|爬下来|爬取|抓包|骗过|绕过|into|hack|crack|break into|spy on|bypass).{0,20}(?:微信|qq|手机|账号|密码|邮箱|摄像头|网站|服务器|系统|电脑|数据库|抖音|微博|相册|聊天|身份证|人脸|刷脸|上网|内容|通话|家里|icloud|wechat|phone|account|camera|email|instagram|messages|password)"
            r"|(?:给|往|在).{0,8}(?:别人|他|她|对方|老公|老婆).{0,8}(?:种木马|装木马|下木马|装监控)|(?:怎么|怎样|如何|教).{0,6}(?:在|往|给).{0,10}(?:种|下|装).{0,4}木马|给摄像头破解",
        ),
        (
            "abuse",
            r"(?:帮我|替我|给我|教我|帮忙|写|编|来|想|generate|write|help me|compose|give me|make up).{0,14}(?:骂|恶毒|辱骂|侮辱|羞辱|造谣|谣言|黄谣|黑料|黑帖|黑稿|假差评|抹黑|污蔑|诬陷|诅咒|恐吓|吓唬|威胁|人身攻击|网暴|冲.{0,6}主页|带节奏|怼|PUA|弄臭|insult|threaten|threat|rumou?r|harass|smear|scary|nasty|cruel|bully|fake (?:bad )?review|false)"
            r"|(?:编|造).{0,3}(?:一?条|一?个|段|篇).{0,20}(?:消息|谣|黑料|故事|爆料|被包养)|(?:写|发).{0,6}(?:帖子?|文|小作文).{0,6}(?:说|讲|骂|污蔑|诬陷).{0,20}(?:其实没有|假的|骚扰我|偷)?(?<=.)(?:其实没有|假的|污蔑|诬陷)"
            r"|(?:怎么|如何|怎样|咋|教我|帮我|我要|我想|想|组织.{0,6}|how (?:to|do i|can i)).{0,8}(?:网暴|骚扰|恐吓|威胁|吓唬|报复|搞臭|搞死|整死|整(?:他|她|室友|同)|弄死|搞到社死|社死|社会性死亡|身败名裂|曝光|挂|骂到|骂哭|骂退|逼.{0,4}(?:退学|自杀|复合|辞职)|带节奏|孤立|霸凌|欺负|冲|开不下去|丢工作|轰炸|敲诈|讹|碰瓷|harass|threaten|blackmail|ruin|take revenge|attack|bully).{0,10}(?:她|他|人|前任|前男友|前女友|同事|同学|室友|邻居|对方|老师|全网|店|帮我|钱|手机|退群|办法|主页|$|someone|him|her|my ex|online|a )"
            r"|(?:怎么|怎样).{0,4}(?:把|让).{0,8}(?:搞|骂|弄|整|丢|身败|社死|社会性|开不下去)|逼(?:我)?.{0,6}(?:室友|同学|她|他).{0,4}(?:退学|自杀|辞职).{0,8}(?:办法|怎么|$)|(?:羞辱|侮辱).{0,6}(?:表情包|文案)|PUA.{0,8}(?:话术|方法)|(?:组织|帮忙组织|发动|煽动|雇).{0,6}(?:粉丝|网友|水军|人).{0,8}(?:冲|骂|黑|攻击|刷)|阴阳怪气|二十条假差评|恶毒的?话"
            r"|(?:write|make|compose|give me|post).{0,30}(?:isn't true|not true|accus\w+ .{0,20}(?:of|that)|so my ex|to bully|obeys)",
        ),
        (
            "images",
            r"(?:发|给|求|找|看|下载|哪里|哪儿|哪个|有没有|想看|想要|我要|分享|传|搜|send|give|find|where|watch|download).{0,16}(?:裸照|裸聊|裙底|不雅|私密|幼女|萝莉|小学生|初中|偷拍|视频|影片|照片|原图|原片|资源|种子|截图|录屏|录像|的图|nudes?|video|photos?).{0,8}(?:链接|连结|资源|完整版|看看|看到|发我|传|能看|视频|的图|吗|呢|[?？]|$|link|girl|of)"
            r"|(?:P|ps|做|生成|脱|合成|换脸|用ai|一键|make|create|undress|generate|deepfake).{0,16}(?:裸照|裸图|裸体|衣服脱|脱衣|脱光|黄图|黄片|成人视频|nude|porn|naked)|(?:裸照|裸图|裸体).{0,4}P(?:一张|个)?出来|把.{0,10}衣服脱|(?:录像|视频|影片|照片|裸照).{0,6}(?:哪儿|哪里|在哪|去哪).{0,6}(?:看|下|找)|(?:幼女|萝莉|儿童色情|未成年).{0,6}(?:资源|视频|图|网站|裸)|leaked nudes|undress",
        ),
        (
            "unmask",
            r"(?:女生|女孩|受害(?:人|者|女生)|被害(?:人|者|女生)?|原告|被告|当事人|李某|王某某?|刘某某?|摄影工作室|那个(?:女|男)?(?:学生|生|孩|人)|girl|victim|plaintiff|\bli\b|wang)[^了卖售偷买供条份发获窃被判]{0,10}(?:是谁|真名|真实(?:姓名|身份)|全名|本名|叫(?:什么|啥)|姓(?:什么|啥|名(?!权))|住(?:在)?哪|哪个学校|哪所(?:学校|初中)|哪个?初中|在哪上学|哪上学|家在哪|家地址|微信|电话|账号|抖音号|身份证|长什么样|长啥样|妈妈叫|照片(?!给了)|real name|real identity|full name|which school|\bschool|address|really)"
            r"|(?:who (?:is|was)|real (?:name|identity) of|name|identity of|where does).{0,10}(?:the )?(?:girl|victim|plaintiff|people in the case|li\b|wang\b)|(?:还原|扒出|猜).{0,8}(?:匿名|当事人|受害|被害)|(?:匿名的?)?当事人.{0,6}(?:还原|真实)",
        ),
        (
            "forge",
            r"(?:帮我|教我|教|怎么|怎样|如何|给我|写|做|弄|搞|编|找|想|how (?:to|do i|can i)|help me).{0,12}(?:伪造|造假|假造|做假|做一?(?:张|份|个)?假|编一?(?:张|份|套)假|弄一?个?假|假(?:的)?(?:公章|章|截图|流水|病历|合同|证|借条|发票|伤情|鉴定)|p个|p一?张|仿(?:造|签|他)|编造|作伪证|做伪证|说假话|改(?:录音|日期|金额|聊天)|模仿.{0,4}签名|\bfake|\bforge|edit .{0,12}(?:screenshots?|recording)).{0,16}(?:证据|聊天|截图|公章|章|身份证|病历|录音|合同|证|判决书|转账|流水|授权|借条|收据|发票|鉴定|证人|他说|签名|像在|看不出|伪证|evidence|chat|document|\bids?\b|receipt|signature|court|report)?"
            r"|^(?:p|ps|伪造|做假|假造|仿造)(?!.{0,20}(?:罪|判|违法|吗|么)).{0,10}(?:一?[张份个]|[的]?)(?:.{0,12})(?:截图|合同|证|流水|授权|收据|借条|章|录音|聊天)|(?:改|p).{0,4}(?:收据|合同|日期|金额|录音|聊天).{0,12}(?:看不出|让法院|像|证据)|把合同日期改|改.{0,4}(?:录音|收据|合同).{0,14}(?:让|看不出)"
            r"|\bforge (?:a|an|the)?|fake (?:a|an|the|chat)|edit .{0,20}(?:so the court|believes)|coach .{0,10}witness",
        ),
    )
)

_IMAGE_SUBJECT = re.compile(
    r"案|女生|女孩|学生|同学|未成年|幼女|萝莉|她的?|前女友|前任|那个|那段|受害|被害|初中|小学|裙底|偷拍|泄露|私密|不雅|裸|girl|victim|minor|her|nude|leaked|classmate",
    re.I,
)


class Trivial(StrEnum):
    """Messages that are no question."""

    EMPTY = "empty"
    NOISE = "noise"
    GREETING = "greeting"
    THANKS = "thanks"
    IDENTITY = "identity"


_CODE = re.compile(
    r"(?:^|\s)/(?:etc|usr|var|bin|dev|proc)/|\.\./|\b(?:drop|alter|truncate)\s+table\b|\bselect\b.{1,60}\bfrom\b|\bunion\s+select\b"
    r"|\bor\s+1\s*=\s*1|<\s*+(?:/\s*+)?(?:script|img|iframe|svg|html|body|div)\b|javascript:|\brm\s+-rf\b|\bcurl\s+https?:|\$\{|\{\{|%0[ad]|\\x[0-9a-f]{2}"
    r"|\bconsole\.log|\bprint\(|\bdef\s+\w+\(|\bfunction\s*\w*\(|#include\s*<|\bimport\s+\w+(?:\s+as\b|\s*;|$)",
    re.IGNORECASE,
)
"""Program code and probes for holes in one."""


def trivial(text: str) -> Trivial | None:
    """What kind of non-question a folded text is, or None."""
    stripped = text.strip()
    if not stripped:
        return Trivial.EMPTY
    if not _CONTENT.search(stripped) or _LAUGHTER.match(stripped) or _is_code(stripped):
        return Trivial.NOISE
    if _GREETING.match(stripped):
        return Trivial.GREETING
    if _THANKS.match(stripped):
        return Trivial.THANKS
    if len(set(re.sub(r"[\W_]", "", stripped))) <= 1 and not stripped.isdigit() and len(stripped) > 1:
        return Trivial.NOISE
    if _IDENTITY.search(stripped) and len(stripped) <= 40:
        return Trivial.IDENTITY
    return None


def _is_code(text: str) -> bool:
    """Code without a question around it: 我的网站被人用 drop table 攻击了 is one."""
    return _CODE.search(text) is not None and len(re.findall(r"[\u3400-\u9fff]", text)) < 4


def harmful(text: str) -> str | None:
    """The kind of harmful request that a folded text is by its shape, or None.

    Injections, evasion and unmasking are refused even when they mention the law.
    """
    text = text[:MOST_READ]
    excused = spares(text)
    for kind, pattern in _HARM:
        if excused and kind not in _ALWAYS:
            continue
        if pattern.search(text) is None:
            continue
        if kind in _ACTS and _PARTY.search(text) is not None:
            continue
        if kind == "images" and not _IMAGE_SUBJECT.search(text):
            continue
        if kind == "evade" and _ASKS_OUTCOME.search(text):
            continue
        return kind
    return None


_ALWAYS = frozenset({"injection", "evade"})
_ACTS = frozenset({"trade_data", "leak_database", "malware"})
_PARTY = re.compile(r"[王李刘张陈赵杨黄周吴徐孙马朱胡郭何林高罗郑梁]某")
"""A party as judgments anonymise it: what he sold or wrote is asked about, not asked for."""
_ASKS_OUTCOME = re.compile(
    r"(?:什么罪|犯法|违法|犯罪|怎么判|判几|判多|会被判|怎么处理|怎么处罚|后果)|(?:对方|被告|他|她|老赖|欠钱的人?|对方人?).{0,4}(?:躲|逃|转移财产|跑)|怎么举报|怎么办$|吗[?？]?$",
    re.I,
)
"""What happens to those who evade, and others who evade."""


_OWN_PART = re.compile(
    r"^我(?:们)?(?:只是|只不过|不过是|就是|就只|无非|只)(?!想|要|求)|我(?:没有?|不)(?:发布|收钱|拿钱|赚钱|卖)|^i (?:only|just) (?!want|need)",
    re.I,
)
"""Somebody tells what he did himself and wants to know what it means for him."""


def spares(text: str) -> bool:
    """True when a text that names harmful acts asks for the law, tells what happened, or cares for its own data."""
    text = text[:MOST_READ]
    return any(
        sign.search(text) is not None for sign in (_ASKS_LAW, _SUFFERS, _OWN, _OTHERS_POWER, _OWN_PART)
    )


def requests(text: str) -> bool:
    """True when a text has the form of a request, rather than of a report or of a question about a case."""
    return not spares(text) and _FORM_OF_REQUEST.search(text[:MOST_READ]) is not None


_FORM_OF_REQUEST = re.compile(
    rf"{_REQUEST}|[写编做弄搞查找发收卖买p求出生]一?[个张份条段下批套]|^(?:求|出|收|查|写|编|p|make|write|find|send|give|get|generate|i (?:want|need)|can you)",
    re.I,
)


_MINOR = re.compile(
    r"未成年|小孩|孩子|儿子|女儿|小学|初中|初[一二三]|高中|高[一二三]|中学|学生妹|十[一二三四五六七]岁|1[0-7]岁|[5-9]岁|萝莉|幼|child|minor|kid|\b1[0-7][- ]year|daughter|\bson\b|underage",
    re.I,
)
_INTIMATE = re.compile(
    r"裸照|裸聊|裸体|私密(?:照|视频|影像)|不雅(?:照|视频)|床照|性爱视频|艳照|隐私部位|nude|intimate (?:photo|image|video)|sex tape|explicit (?:photo|image)",
    re.I,
)
_THREAT = re.compile(
    r"威胁|要挟|勒索|敲诈|恐吓|扬言|不给钱|不转账|弄死|砍|上门|跟踪|徘徊|堵我|蹲守|尾随|threat|blackmail|extort|stalk|following me",
    re.I,
)
_SELF_HARM = re.compile(
    r"不想活|活不下去|想死|自杀|自残|轻生|跳楼|割腕|结束生命|了结|没有活|活着没|寻死|kill myself|suicid|end my life|want to die|self.?harm",
    re.I,
)
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
