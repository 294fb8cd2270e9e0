"""The interface in simplified Chinese."""

from __future__ import annotations

from bot.texts.sentences import Texts

SIMPLIFIED = Texts(
    start="""\
<b>援法</b>：用中国法律原文回答问题。

直接发问就行，比如：
• 开盒犯法吗
• 网上被人造谣怎么办
• 民法典第1195条
• 试用期最长多久

每个回答都附法条原文和版本，没有可靠依据时会直说。

/help 用法　/privacy 隐私　/language 语言

一般信息，不是法律意见；有人身危险请先打 110。""",
    help="""\
<b>怎么用</b>
• 直接发问题，用平常的话说就行。
• 发法条号查原文：<code>民法典1195</code>、<code>刑法第二百五十三条之一</code>。
• 十分钟内可以接着问：「那第二款呢」「判几年」。
• 改了发出的问题，回答会跟着改。

<b>命令</b>
/ask 问题　/law 法条号　/case 案例
/verify 核对一段文字里的法条引用
/tip 普法小贴士　/quiz 小测验　/settings 定时推送　/about 简介与数据日期
/language 语言　/privacy 隐私

<b>在群里</b>
用 /ask、/law、/case、/verify、/tip、/quiz，或回复我的消息。
Telegram 默认不让机器人看到群里只有 @ 的消息；想用 @ 提问，请群主把我设为管理员，或在 @BotFather 关闭 Group Privacy 后重新拉我进群。

<b>在任意聊天里</b>
输入 @机器人用户名 加问题或法条号，选一条发出。

一般信息，不是法律意见；个案请咨询律师或 12348。""",
    privacy="""\
<b>隐私说明</b>

<b>谁负责</b>　{controller}
<b>怎么联系</b>　{contact}

<b>处理什么、为什么、留多久</b>
• 问题的文字：只为作答，写进磁盘上的待办，答完即删（一秒内连同数据库日志一起清掉）；没答完的最多三天。
• 最近的问题：为了接着问，在内存里留十分钟；为了让回答下面的按钮和对它的回复还知道在说什么，在内存里最多留一天。不写进磁盘，重启即失。
• 消息编号：为了不重复回答，连同聊天编号留三天。
• 一个回答引了哪些条文：为了按钮和改写，留 30 天；聊天和提问人只存加密散列，不存编号。
• 你点的 👍/👎：为了改进回答，留一年；只存散列。
• 你选的语言、你或群管理员的设置、推送过哪些小贴士：最后一次使用后 400 天删除；机器人被移出或拉黑后 30 天删除。
• 每天答了多少次的总数：不含任何人，留 400 天。
• 运营者拉黑的编号：为了防止滥用，最多三年。{unanswered}
日志里没有问题、姓名和编号。不收集手机号、身份证、通讯录，不做画像，不出售，不用于训练。

<b>数据在哪里</b>
检索全在运营者的服务器上完成，不接外部模型，不交给第三方。聊天要经过 Telegram，其服务器在境外，由它自己的隐私政策管；不想让它经手，就不要在这里提问。

<b>敏感信息和未成年人</b>
提问不需要姓名、证件号、住址、病历、影像，请不要发：作答用不着，泄露会伤害本人。发来的按问题文字处理，答完即删（《个人信息保护法》第二十八条至第三十条）。不满十四周岁的（在欧盟是不满十六周岁，有的国家低至十三周岁），请由父母或其他监护人同意并陪同使用（第三十一条；《通用数据保护条例》第八条）。我们不核对年龄。

<b>依据和你的权利</b>
你发来问题，即同意为作答而处理；停用并发 /forget 就是撤回，撤回前的处理仍然有效（《个人信息保护法》第十三条、第十五条）。
/privacy 查看　/export 导出副本　/forget 立即删除。
更正、解释、其他请求，找上面的联系方式（《个人信息保护法》第四十四条至第五十条；在欧盟是《通用数据保护条例》第十五条至第二十一条）。不满意可以向履行个人信息保护职责的部门投诉、举报（第六十五条），在欧盟可以向监管机构申诉。""",
    description="""\
用中国法律原文回答问题：开盒、网暴、造谣、偷拍、个人信息、平台责任，也能查任何一条现行法律。
每个回答附法条原文、版本和出处；没有依据就直说。
一般信息，不是法律意见。""",
    short_description="用法条原文回答法律问题，附出处和版本。一般信息，不是法律意见。",
    digest_label="要旨（非原文）",
    translation_label="（非官方译文）",
    steps_heading="怎么做",
    further_heading="还问到：{ask}",
    hotlines_heading="可以联系",
    choices_heading="回复数字或点按钮选择",
    checked_at="核对：{source}",
    shortened="（节选）",
    status_amended="旧文本，已被修改",
    status_repealed="已废止",
    status_not_yet_in_force="尚未施行",
    disclaimer="一般信息，不是法律意见；个案请咨询律师或12348。",
    error="抱歉，这次没能答上来，请过一会儿再发一次。",
    took_too_long="抱歉，这个问题想得太久，已经停下；请换个短些的说法再问。",
    gave_up="抱歉，这个问题试了几次都没能答上来；请换个说法再问。",
    old_law="注意：{day}起有法律变动，这里引用的仍是变动前的条文，尚未更新；请到 flk.npc.gov.cn 核对。",
    about_days="收录的正文截至{newest}公布的，按{today}的日期判断是否有效；之后的变化请查 flk.npc.gov.cn。",
    slow_down="问得有点快，请一分钟后再问。",
    slow_down_group="本群提问有点多，请一分钟后再问，或私聊我。",
    only_text="我只看得懂文字。请把问题打成一句话发给我；请不要发送照片、证件或录音。",
    nothing_to_read="没有读到问题。用平常的话问一句就行，例如：开盒犯法吗。",
    button_expired="这个按钮已经失效，请重新提问。",
    law_updated="法律库已更新，这一条换了位置，请重新查询。",
    no_more="没有更多了。",
    not_a_choice="请回复 1 到 {count} 之间的数字。",
    button_full="全文",
    button_previous="‹ 上一条",
    button_next="下一条 ›",
    button_more="更多结果",
    button_cases="相关案例",
    button_laws="相关法条",
    button_other_language="English",
    button_good="👍",
    button_bad="👎",
    button_share="转发",
    button_copy="复制引用",
    button_details="详情",
    button_private="私聊问我",
    thanks="谢谢，记下了。",
    thanks_why="谢谢。哪里不好？",
    reason_wrong="法条不对",
    reason_unclear="看不懂",
    reason_missing="没答到",
    reason_outdated="过时了",
    more_heading="其他相关条文",
    cases_heading="案例",
    no_related="没有收录相关内容。",
    ask_usage="请在 /ask 后面写问题，例如：/ask 开盒犯法吗；也可以用 /ask 回复一条消息。",
    law_usage="请在 /law 后面写法条，例如：/law 民法典1195",
    law_unknown="没有认出法条。请写法律名和条号，例如：/law 民法典1195",
    verify_usage="用 /verify 回复一条消息，或在后面贴上文字，我来核对里面的法条引用。",
    verify_none="这段文字里没有找到法条引用。",
    verify_heading="核对了 {count} 处引用",
    verify_scope="✓ 表示条文存在、现行有效；写出的原文和罪名与条文比对过，其余内容没有核对。",
    verdict_valid="✓ 存在，现行有效",
    verdict_no_such_article="✗ 没有这一条",
    verdict_no_such_paragraph="✗ 没有这一款或这一项",
    verdict_unknown_law="? 没有认出这部法律",
    verdict_ambiguous="? 有几种可能",
    verdict_repealed="✗ 已废止",
    verdict_renumbered="! 条号已变",
    verdict_not_yet_in_force="! 尚未施行",
    verdict_no_text="· 已知存在，未收录全文",
    case_usage="点一个案例，或在 /case 后面写案例名。",
    language_choose="选择语言：",
    language_set="已切换为简体中文。",
    admins_only="只有群管理员可以改设置。",
    settings_heading="本群设置",
    settings_heading_private="我的设置",
    setting_language="语言：{value}",
    setting_length="回答长度：{value}",
    setting_verify="自动核对引用：{value}",
    setting_who="谁可以提问：{value}",
    setting_posts="普法推送：{value}",
    setting_posts_day="推送日：{value}",
    setting_posts_hour="时间：{value}",
    setting_posts_zone="时区：{value}",
    weekdays="周一|周二|周三|周四|周五|周六|周日",
    value_daily="每天",
    value_weekly="每周",
    value_short="简短",
    value_long="完整",
    value_on="开",
    value_off="关",
    value_everyone="所有人",
    value_admins="管理员",
    only_admins_ask="本群设为只有管理员可以提问，可以私聊我。",
    welcome="""\
大家好，我是<b>援法</b>，用法条原文回答问题。
我平时不说话：用 /ask 提问、/law 查法条、/verify 核对引用，或回复我的消息。
涉及隐私或危险的事请私聊我，不要在群里发个人信息。管理员可用 /settings 设置。""",
    group_help="""\
<b>群里怎么用</b>
/ask 开盒犯法吗
/law 民法典1195
/case 案例列表
/verify 回复一条消息，核对其中的引用
也可以回复我的消息接着问。
私聊可问得更细。""",
    group_safety="请先保证安全；细节请私聊我，不要在群里发个人信息或影像。",
    inline_open_private="私聊提问",
    tip_heading="普法小贴士",
    button_next_tip="再来一条",
    quiz_refused="这个聊天不允许发投票，请管理员允许投票，或私聊我发 /quiz。",
    stats="运行 {uptime}，收到 {received} 条，答复 {answered} 条，出错 {failed} 次，待答 {pending} 条；👍 {good}，👎 {bad}。",
    privacy_unset="（运营者没有填写，请向把机器人交给你的人询问）",
    privacy_held="""\
<b>关于你，现在存着</b>
语言选择：{users}　设置：{chats}
回答的记录：{answers}　👍/👎：{votes}
推送过的小贴士：{shown}　消息编号：{deliveries}
内存里的最近问题：{recent}
没有答上而留存的问题：{unanswered}
/export 导出，/forget 立即删除。""",
    privacy_group="隐私说明和关于你的记录，请私聊我发 /privacy；/forget 在这里也可以用。",
    forgotten="已删除：语言、设置和推送、回答的记录、👍/👎、内存里的问题。之前回答下面的按钮不再可用。聊天记录在 Telegram，请自己删。",
    export_caption="关于你存着的全部内容。",
    export_failed="文件没能发出，请过一会儿再发 /export。",
    export_private="导出的内容只在私聊里给本人，请私聊我发 /export。",
    command_forget="删除关于我的数据",
    command_export="导出关于我的数据",
    too_old="这个回答是较早以前的，我已不知道当时问的是什么，请重新提问。",
    not_yours="只有提问的人和群管理员可以用这个按钮；想看别的，请自己问一句。",
    link_expired="这个链接指的内容已经不在了，请把问题再发一次。",
    document_how="要核对文件里的法条引用，请在文件的说明里写 /verify，或用 /verify 回复它；要提问，请打成文字。",
    no_voice="我听不了语音。请把问题打成一句话发给我；录音没有下载，也不会保存。",
    no_images="我看不了图片和视频。请把问题或图里的字打出来；图片没有下载，也请不要发证件和隐私影像。",
    verify_hidden="已打开。但 Telegram 现在不让我看到群里的普通消息：请把我设为管理员，或在 @BotFather 关闭 Group Privacy 后重新拉我进群，否则核对不了。",
    verify_rest="其余 {count} 处存在，现行有效。",
    verify_more_wrong="另有 {count} 处也有问题，请分段再核对。",
    inline_slow="问得太快，请一分钟后再试",
    disclaimer_brief="一般信息，不是法律意见。",
    stats_day="{day}：答上 {answered}，没有依据 {unknown}，其他 {other}",
    admission_usage="写一个编号：/block 编号（不答这个人或群）、/allow 编号（只答名单里的）、/unlist 编号（取消）。",
    admission_list="""\
不答：{blocked}
只答：{allowed}""",
    admission_everybody="所有人",
    broadcast_usage="在私聊里写 /broadcast 加通知，发给在 /settings 里打开了“运营通知”的聊天。",
    broadcast_done="已发给 {count} 个聊天。",
    news_heading="援法通知",
    setting_news="运营通知：{value}",
    file_large="文件太大：最多 1 MB。请贴上要核对的那一段。",
    file_unknown="只能核对 .txt、.md、.docx 和 .pdf 文件。请换成其中一种，或贴上文字。",
    file_broken="文件读不出文字：可能有密码、已损坏，或只是扫描的图片。请贴上文字。",
    file_failed="文件没能取到，请再发一次。",
    unanswered_kept="这个问题没有答上，文字会留存 30 天，只供运营者补充资料；不想留，发 /forget 立即删除。",
    privacy_unanswered="• 没有答上的问题：运营者选择了留存文字 30 天，用来补充资料；提问人只存散列，回答下面会逐次说明，/forget 立即删除。",
    business_on="已连接。我不读、也不代你回复你的聊天；对方或你在聊天里用 /ask、/law 加问题，或 @{name}，我才答那一条。别的消息不处理、不保存。断开：Telegram 设置 › Business › 聊天机器人。",
    business_silent="已连接，但没有给我回复的权限，所以我在你的聊天里不会出声。要用就在 Telegram 设置 › Business › 聊天机器人里允许回复；直接问我也行。",
    command_start="开始",
    command_help="怎么用",
    command_about="简介与数据日期",
    command_privacy="隐私说明",
    command_ask="提一个问题",
    command_law="查一条法律",
    command_case="案例",
    command_verify="核对法条引用",
    command_tip="一条普法小贴士",
    command_quiz="一道法律小测验",
    command_language="切换语言",
    command_settings="设置：群设置、定时推送",
    command_stats="运行情况",
)
