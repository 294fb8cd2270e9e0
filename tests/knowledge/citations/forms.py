"""Written forms of citations and what they must be read as; every row written by hand.

``text | citations``, several separated by ``;``. A citation is ``law places``:

    law     id; ``?name`` unknown; ``!place`` foreign; ``#name`` a named text; ``@number`` a case;
            ``-`` none (bare); ``^`` short form
    places  ``1195p2i1`` article, paragraph, item; ``253.1`` 第二百五十三条之一; separated by ``,``
            ``=`` same article, ``=p`` same paragraph, ``<a`` previous article, ``<p`` previous
            paragraph, ``<p2`` the two before, ``>a`` next article; ``*`` the text as a whole
    flags   ``old``, ``@2023-12-31`` the day asked for, ``v2021`` the version asked for, ``~`` the
            name was recognised tolerantly

A row without citations says that there is none.
"""

_FULL_CHINESE = """
《民法典》第一千一百九十五条 | civil-code 1195
《中华人民共和国民法典》第一千一百九十五条 | civil-code 1195
中华人民共和国民法典第一千一百九十五条 | civil-code 1195
民法典第一千一百九十五条 | civil-code 1195
民法典一千一百九十五条 | civil-code 1195
民法典第1195条 | civil-code 1195
民法典1195条 | civil-code 1195
民法典1195 | civil-code 1195
民法典 1195 | civil-code 1195
民法典 第1195条 | civil-code 1195
民法典第 1195 条 | civil-code 1195
民法典第  1195  条 | civil-code 1195
《民法典》1195 | civil-code 1195
《民法典》1195条 | civil-code 1195
《民法典》 第1195条 | civil-code 1195
《民法典》的第1195条 | civil-code 1195
民法典的1195条 | civil-code 1195
民法典里的第1195条 | civil-code 1195
民法典里面第1195条 | civil-code 1195
民法典中第1195条 | civil-code 1195
民法典中的1195条 | civil-code 1195
民法典：第1195条 | civil-code 1195
民法典:1195 | civil-code 1195
《民法典》，第1195条 | civil-code 1195
民法典·第1195条 | civil-code 1195
《民法典 第1195条 | civil-code 1195
《民法典第1195条 | civil-code 1195
民法典》第1195条 | civil-code 1195
“民法典”第1195条 | civil-code 1195
《民法典》
第1195条 | civil-code 1195
《民法典》侵权责任编第1195条 | civil-code 1195
民法典侵权责任编第一千一百九十五条 | civil-code 1195
《民法典》人格权编第一千零三十四条 | civil-code 1034
民法典总则编第27条 | civil-code 27
刑法分则第二百五十三条之一 | criminal-law 253.1
刑法总则第十三条 | criminal-law 13
《民法典》第七编第二章第一千一百九十五条 | civil-code 1195
刑法关于侵犯公民个人信息罪的第253条之一 | criminal-law 253.1
《刑法》中关于诽谤的第二百四十六条 | criminal-law 246
民法典侵权编1195 | civil-code 1195
民法典婚姻编1079 | civil-code 1079
民法典里的1195 | civil-code 1195
民法典里的1195。 | civil-code 1195
民法典规定的第1195条 | civil-code 1195
我国民法典第1195条 | civil-code 1195
中国刑法第246条 | criminal-law 246
新民法典1195条 | civil-code 1195
现行刑法第二百四十六条 | criminal-law 246
请问民法典1195条讲了什么 | civil-code 1195
帮我查一下刑法246条 | criminal-law 246
我想看看个保法第十条的内容 | pipl 10
刑法第72条是什么 | criminal-law 72
个保法第10条说了啥？ | pipl 10
根据民法典第1195条，平台要删 | civil-code 1195
依据《个人信息保护法》第十条规定 | pipl 10
是刑法246条吧 | criminal-law 246
违反了《网络安全法》第四十四条 | cybersecurity-law 44
（《民法典》第一千零三十四条） | civil-code 1034
【民法典】第1195条 | civil-code 1195
宪法第三十八条 | constitution 38
立法法104条 | legislation-law 104
劳动合同法39 | labour-contract-law 39
"""

_NUMERALS = """
民法典第一千二百六十条 | civil-code 1260
民法典第一千条 | civil-code 1000
民法典第一千零一条 | civil-code 1001
民法典第一千〇一条 | civil-code 1001
民法典第一千零一十条 | civil-code 1010
民法典第一千一百条 | civil-code 1100
民法典第十条 | civil-code 10
民法典第十二条 | civil-code 12
民法典第二十条 | civil-code 20
民法典第一百一十一条 | civil-code 111
民法典第一百十一条 | civil-code 111
民法典第一百零三条 | civil-code 103
民法典第一一九五条 | civil-code 1195
民法典一一九五 | civil-code 1195
民法典第一千一百九五条 | civil-code 1195
民法典第壹仟壹佰玖拾伍条 | civil-code 1195
民法典第壹仟條 | civil-code 1000
刑法第贰佰伍拾叁条之壹 | criminal-law 253.1
民法典１１９５ | civil-code 1195
民法典第１１９５条 | civil-code 1195
民法典第１１９５条第２款 | civil-code 1195p2
民法典第1,195条 | civil-code 1195
刑法九十九条 | criminal-law 99
刑法两百四十六条 | criminal-law 246
刑法二百四十六 | criminal-law 246
刑法二四六条 | criminal-law 246
民法典第0001条 | civil-code 1
民法典0条 | civil-code 0
民法典第9999条 | civil-code 9999
刑法第五百条 | criminal-law 500
个保法第十 | pipl 10
"""

_INSERTED = """
刑法253之一 | criminal-law 253.1
刑法253条之一 | criminal-law 253.1
刑法第253条之一 | criminal-law 253.1
刑法第253之一条 | criminal-law 253.1
刑法第二百五十三条之一 | criminal-law 253.1
刑法第二百五十三之一条 | criminal-law 253.1
刑法第253条之1 | criminal-law 253.1
刑法253之1 | criminal-law 253.1
刑法 253 之一 | criminal-law 253.1
刑法253-1 | criminal-law 253.1
刑法第253-1条 | criminal-law 253.1
刑法第二百八十七条之二 | criminal-law 287.2
刑法287之二 | criminal-law 287.2
刑法286之一 | criminal-law 286.1
刑法第一百二十条之六 | criminal-law 120.6
刑法第二百五十三條之一 | criminal-law 253.1
《刑法》第二百五十三条之一第一款 | criminal-law 253.1p1
《刑法》第二百五十三条之一第1款 | criminal-law 253.1p1
刑法253之一第3款 | criminal-law 253.1p3
刑法253条之一2款 | criminal-law 253.1p2
刑法253 | criminal-law 253
刑法第253条 | criminal-law 253
刑法第253条之规定 | criminal-law 253
刑法第253条之后 | criminal-law 253
民法典1195条之一 | civil-code 1195.1
刑法287条之一、之二 | criminal-law 287.1,287.2
刑法第二百八十七条之一和第二百八十七条之二 | criminal-law 287.1,287.2
刑法287之一、287之二 | criminal-law 287.1,287.2
刑法第120条之一至之六 | criminal-law 120.1,120.2,120.3,120.4,120.5,120.6
刑法之一 |
刑法253.1 | criminal-law 253.1
刑法第253.1条 | criminal-law 253.1
"""

_PARAGRAPHS = """
《民法典》第一千一百九十五条第二款 | civil-code 1195p2
民法典第1195条第2款 | civil-code 1195p2
民法典第1195条2款 | civil-code 1195p2
民法典1195条2款 | civil-code 1195p2
民法典1195条第二款 | civil-code 1195p2
民法典1195第2款 | civil-code 1195p2
民法典 1195 第3款 | civil-code 1195p3
民法典 1195 3款 | civil-code 1195p3
民法典第1195条的第二款 | civil-code 1195p2
民法典第1195条中的第二款 | civil-code 1195p2
民法典1195(2) | civil-code 1195p2
个保法10（1） | pipl 10p1
《民法典》第一千一百九十五条第二款第（一）项 | civil-code 1195p2i1
个保法第十三条第一款第（三）项 | pipl 13p1i3
个保法第十三条第一款第三项 | pipl 13p1i3
个保法第13条第1款第3项 | pipl 13p1i3
个保法13条1款3项 | pipl 13p1i3
个保法第13条第1款（3） | pipl 13p1i3
个保法第13条第1款（三）项 | pipl 13p1i3
个保法第十三条第（三）项 | pipl 13i3
个保法第十三条第三项 | pipl 13i3
个保法第十三条（三） | pipl 13i3
个保法13条3项 | pipl 13i3
个保法第十三条第㈢项 | pipl 13i3
民法典1195条第一、二款 | civil-code 1195p1,1195p2
民法典第1195条第一款、第三款 | civil-code 1195p1,1195p3
民法典第1195条第一款和第三款 | civil-code 1195p1,1195p3
民法典第1195条第一至三款 | civil-code 1195p1,1195p2,1195p3
民法典第1195条第一款至第三款 | civil-code 1195p1,1195p2,1195p3
个保法第十三条第一款第（一）、（二）项 | pipl 13p1i1,13p1i2
个保法第十三条第一款第（一）项、第（三）项 | pipl 13p1i1,13p1i3
个保法第十三条第一款第（二）项至第（五）项 | pipl 13p1i2,13p1i3,13p1i4,13p1i5
个保法第13条第1款第2至5项 | pipl 13p1i2,13p1i3,13p1i4,13p1i5
个保法第六十六条第一款前段 | pipl 66p1
民法典第10条两款都要看 | civil-code 10
民法典第1195条款 | civil-code 1195
"""

_LISTS = """
民法典1194-1197条 | civil-code 1194,1195,1196,1197
民法典1194—1197条 | civil-code 1194,1195,1196,1197
民法典1194～1197条 | civil-code 1194,1195,1196,1197
民法典1194-97条 | civil-code 1194,1195,1196,1197
民法典1012-15 | civil-code 1012,1013,1014,1015
民法典1032条，1033条 | civil-code 1032,1033
民法典1195条，3条都看了 | civil-code 1195
民法典1194-1197 | civil-code 1194,1195,1196,1197
民法典1194到1197条 | civil-code 1194,1195,1196,1197
民法典1194至1197条 | civil-code 1194,1195,1196,1197
民法典第1194条至第1197条 | civil-code 1194,1195,1196,1197
民法典第1194条到1197条 | civil-code 1194,1195,1196,1197
民法典第1194条-第1197条 | civil-code 1194,1195,1196,1197
民法典第一千一百九十四条至第一千一百九十七条 | civil-code 1194,1195,1196,1197
民法典第1194至1197条 | civil-code 1194,1195,1196,1197
刑法246、253条之一 | criminal-law 246,253.1
刑法第246条、第253条之一 | criminal-law 246,253.1
刑法第246条和第253条之一 | criminal-law 246,253.1
刑法第246条及第253条之一 | criminal-law 246,253.1
刑法第246条与253条之一 | criminal-law 246,253.1
刑法第246条或者第253条之一 | criminal-law 246,253.1
刑法第246条，第253条之一 | criminal-law 246,253.1
刑法246,253之一 | criminal-law 246,253.1
刑法第232、234、235条 | criminal-law 232,234,235
刑法第二百三十二条、第二百三十四条和第二百三十五条 | criminal-law 232,234,235
民法典1194、1195、1197 | civil-code 1194,1195,1197
民法典第1195条第二款、第1197条 | civil-code 1195p2,1197
民法典第1195条第二款和第1197条 | civil-code 1195p2,1197
民法典第1194条、第1195条第1款、第3款 | civil-code 1194,1195p1,1195p3
治安法50条和56条 | public-security-law 50,56
治安法50条、56条、80条 | public-security-law 50,56,80
个保法10/66 | pipl 10,66
刑法120-120之六 | criminal-law 120,120.1,120.2,120.3,120.4,120.5,120.6
刑法第253条，24小时内 | criminal-law 253
刑法253条，2万元 | criminal-law 253
刑法246、5000元 |
民法典1195条和3个人 | civil-code 1195
刑法253条和民法典1195条 | criminal-law 253; civil-code 1195
刑法253、民法典1195 | criminal-law 253; civil-code 1195
个保法10，民法典1034，刑法253之一 | pipl 10; civil-code 1034; criminal-law 253.1
《民法典》第1034条、《个人信息保护法》第10条 | civil-code 1034; pipl 10
"""

_NAMES = """
个保法10 | pipl 10
个保法第十条 | pipl 10
个人信息保护法第10条 | pipl 10
個人信息保護法第十條 | pipl 10
《個人信息保護法》第十條 | pipl 10
《中华人民共和国个人信息保护法》第十条第一款 | pipl 10p1
治安法42 | public-security-law 42
治安法80条 | public-security-law 80
治安管理处罚法第五十六条第二款 | public-security-law 56p2
治安處罰法第50條 | public-security-law 50
治安管理處罰法第五十條 | public-security-law 50
治安处罚法50条 | public-security-law 50
网安法第四十四条 | cybersecurity-law 44
网安法44 | cybersecurity-law 44
網絡安全法第四十六條 | cybersecurity-law 46
网络安全法46条 | cybersecurity-law 46
数安法32条 | data-security-law 32
数据安全法第三十二条 | data-security-law 32
未保法77 | minors-protection-law 77
未保法第七十七条第二款 | minors-protection-law 77p2
未成年人保护法第72条 | minors-protection-law 72
未成年保护法72条 | minors-protection-law 72
妇保法29条 | womens-rights-law 29
妇女权益保障法第二十九条 | womens-rights-law 29
民诉法15条 | civil-procedure-law 15
民诉15 | civil-procedure-law 15
民事诉讼法第84条 | civil-procedure-law 84
刑诉法210 | criminal-procedure-law 210
刑诉210条 | criminal-procedure-law 210
刑事訴訟法第二百一十條 | criminal-procedure-law 210
消保法29 | consumer-law 29
消费者权益保护法第29条 | consumer-law 29
消费者权益保护法55 | consumer-law 55
反电诈法31 | telecom-fraud-law 31
反电信网络诈骗法第三十一条 | telecom-fraud-law 31
反家暴法23条 | domestic-violence-law 23
反家庭暴力法第二十三条 | domestic-violence-law 23
电商法25 | e-commerce-law 25
劳动法36条 | labour-law 36
劳动合同法第三十九条 | labour-contract-law 39
行政处罚法第三十七条 | admin-penalty-law 37
身份证法19条 | id-card-law 19
居民身份证法第十九条 | id-card-law 19
宪法38 | constitution 38
立法法第一百零四条 | legislation-law 104
未成年人网络保护条例26条 | minors-online-protection 26
未成年人网络保护条例第二十六条 | minors-online-protection 26
刑法典246 | criminal-law 246
香港基本法第23条 | hong-kong-basic-law 23
香港特别行政区基本法第23条 | hong-kong-basic-law 23
侵犯公民个人信息司法解释第四条 | pi-crime-interpretation 4
两高个人信息解释第5条第1款第8项 | pi-crime-interpretation 5p1i8
《最高人民法院、最高人民检察院关于办理侵犯公民个人信息刑事案件适用法律若干问题的解释》第五条 | pi-crime-interpretation 5
《关于办理侵犯公民个人信息刑事案件适用法律若干问题的解释》第五条 | pi-crime-interpretation 5
最高人民法院关于适用《中华人民共和国民法典》侵权责任编的解释（一）第三条 | tort-interpretation-1 3
《最高人民法院关于适用〈中华人民共和国民法典〉侵权责任编的解释（一）》第三条 | tort-interpretation-1 3
侵权责任编解释（一）第3条 | tort-interpretation-1 3
加强网络信息保护的决定第八项 | net-info-decision-2012 8
侵权责任法36条 | #中华人民共和国侵权责任法 36
《侵权责任法》第三十六条 | #中华人民共和国侵权责任法 36
中华人民共和国侵权责任法第36条第2款 | #中华人民共和国侵权责任法 36p2
合同法52条 | #中华人民共和国合同法 52
网络犯罪防治法第三条 | #网络犯罪防治法（征求意见稿） 3
《反开盒法》第三条 | #反开盒法 3
反开盒法第三条 | #反开盒法 3
"""

_TOLERANT = """
治安管理处法42条 | public-security-law 42 ~
治安管理处罚罚法42条 | public-security-law 42 ~
治安管理出罚法42条 | public-security-law 42 ~
治按管理处罚法第42条 | public-security-law 42 ~
《治安管理处法》第42条 | public-security-law 42 ~
个人信息保法第10条 | pipl 10 ~
《个人信息保护》第10条 | pipl 10 ~
个人讯息保护法第10条 | pipl 10 ~
個人資訊保護法第十條 | pipl 10 ~
网络安全发44条 | cybersecurity-law 44 ~
網路安全法第44條 | cybersecurity-law 44 ~
未成年人保戶法77条 | minors-protection-law 77 ~
消费者权益法第55条 | consumer-law 55 ~
消费者保护法第55条 | consumer-law 55 ~
反电信诈骗法31条 | ?反电信诈骗法 31
电信诈骗法第31条 | ?电信诈骗法 31
民法点1195 | civil-code 1195 ~
民法点第1195条 | civil-code 1195 ~
民法电1195条 | civil-code 1195 ~
明法典1195条 | civil-code 1195 ~
形法253条之一 | criminal-law 253.1 ~
刑发246 | criminal-law 246 ~
行政处法第三十七条 | admin-penalty-law 37 ~
未成年人网络保护条列第26条 | minors-online-protection 26 ~
劳动合法第39条 | labour-contract-law 39 ~
婦女權益保護法第29條 | womens-rights-law 29 ~
请问治安管理处法42条怎么说 | public-security-law 42 ~
"""

_ENGLISH = """
PIPL Art. 10 | pipl 10
PIPL Art. 10(1) | pipl 10p1
art10 pipl | pipl 10
PIPL-10 | pipl 10
the Civil Code's Article 1195 | civil-code 1195
the Civil Code’s Article 1195 | civil-code 1195
"Article 1195" in the Civil Code | civil-code 1195
PIPL Art 10 | pipl 10
PIPL article 69 | pipl 69
PIPL, Article 69 | pipl 69
PIPL Article 13(1)(3) | pipl 13p1i3
PIPL 10 | pipl 10
pipl 10 | pipl 10
Pipl art.10 | pipl 10
PIPL第10条 | pipl 10
PIPL10条 | pipl 10
PIPL 第十条 | pipl 10
PIPL § 10 | pipl 10
Art. 10 PIPL | pipl 10
Art. 10(1) PIPL | pipl 10p1
Article 10 of the PIPL | pipl 10
Article 10 of PIPL | pipl 10
Article 10 of China's PIPL | pipl 10
Article 10 of the Personal Information Protection Law | pipl 10
Personal Information Protection Law Article 10 | pipl 10
Personal Information Protection Law (PIPL), Article 10 | pipl 10
the Personal Information Protection Law of the PRC, Article 10 | pipl 10
Civil Code article 1195 | civil-code 1195
Civil Code Art. 1195 | civil-code 1195
Civil Code 1195 | civil-code 1195
civil code 1195 | civil-code 1195
CIVIL CODE ARTICLE 1195 | civil-code 1195
PRC Civil Code Article 1195 | civil-code 1195
Chinese Civil Code, Article 1195(2) | civil-code 1195p2
Article 1195 of the Civil Code | civil-code 1195
Article 1195 of the PRC Civil Code | civil-code 1195
Article 1195 of the Civil Code of the People's Republic of China | civil-code 1195
Article 1195, Civil Code | civil-code 1195
Article 1195, paragraph 2, of the Civil Code | civil-code 1195p2
Article 1195 paragraph 2 Civil Code | civil-code 1195p2
Article 1195(2) of the Civil Code | civil-code 1195p2
paragraph 2 of Article 1195 of the Civil Code | civil-code 1195p2
the second paragraph of Article 1195 of the Civil Code | civil-code 1195p2
Civil Code Article 1195 para. 2 | civil-code 1195p2
Civil Code, Art. 1195, para 2 | civil-code 1195p2
Article 13, paragraph 1, item 3 of the PIPL | pipl 13p1i3
Article 13(1)(c) PIPL | pipl 13p1i3
Articles 1194 to 1197 of the Civil Code | civil-code 1194,1195,1196,1197
Articles 1194-1197 of the Civil Code | civil-code 1194,1195,1196,1197
Civil Code Articles 1194-1197 | civil-code 1194,1195,1196,1197
Civil Code Arts. 1194, 1195 and 1197 | civil-code 1194,1195,1197
Arts. 1194 and 1195 Civil Code | civil-code 1194,1195
Art. 253-1 Criminal Law | criminal-law 253.1
Criminal Law Art. 253-1 | criminal-law 253.1
Criminal Law Article 253 bis | criminal-law 253.1
Article 253-1(1) of the Criminal Law | criminal-law 253.1p1
Article 253(1) of the Criminal Law | criminal-law 253p1
Article 253 of the Criminal Law | criminal-law 253
Criminal Law 253 | criminal-law 253
Cybersecurity Law Article 46 | cybersecurity-law 46
Article 46 Cybersecurity Law | cybersecurity-law 46
What does Article 1195 of the Civil Code say? | civil-code 1195
What is PIPL Art. 66 about? | pipl 66
Is it Article 246 Criminal Law or Article 1024 Civil Code? | criminal-law 246; civil-code 1024
See Art. 10 PIPL and Art. 1034 Civil Code. | pipl 10; civil-code 1034
tell us Civil Code article 1195 | civil-code 1195
个保法 Art. 10 | pipl 10
Art. 10 个保法 | pipl 10
Article 1195 | - 1195
Art. 1195(2) | - 1195p2
Article 99 of the Doxxing Law | ?Doxxing Law 99
Labour Law 40 hours a week |
the Criminal Law of 1997 |
Criminal Law 1997 |
The Civil Code has 1260 articles |
an article 10 pages long |
Wang sold 5000 records under PIPL |
a smart 10 year old |
"""

_NUMBERS = """
法释〔2017〕10号第五条 | pi-crime-interpretation 5
法释[2017]10号5条 | pi-crime-interpretation 5
法释(2017)10号第5条 | pi-crime-interpretation 5
法释（2017）10号第五条第一款第八项 | pi-crime-interpretation 5p1i8
法释2017 10号第11条第3款 | pi-crime-interpretation 11p3
法释201710号第5条 | pi-crime-interpretation 5
法释2017年10号第5条 | pi-crime-interpretation 5
法释〔2017〕第10号第五条 | pi-crime-interpretation 5
法释【2017】10号第五条 | pi-crime-interpretation 5
法釋〔2017〕10號第五條 | pi-crime-interpretation 5
法释 〔2017〕 10 号 第五条 | pi-crime-interpretation 5
法释〔２０１７〕１０号第五条 | pi-crime-interpretation 5
法释2017-10第5条 | pi-crime-interpretation 5
法释2017/10号第5条 | pi-crime-interpretation 5
法释〔2017〕10号 | pi-crime-interpretation *
法释〔2024〕12号第三条 | tort-interpretation-1 3
法释〔2013〕99号第2条 | ?法释〔2013〕99号 2
国务院令第766号 | minors-online-protection *
国务院令第766号第26条 | minors-online-protection 26
国务院令766号26条 | minors-online-protection 26
国务院第766号令第二十六条 | minors-online-protection 26
《关于办理侵犯公民个人信息刑事案件适用法律若干问题的解释》（法释〔2017〕10号）第五条 | pi-crime-interpretation 5
侵犯公民个人信息司法解释（法释〔2017〕10号）第五条第一款 | pi-crime-interpretation 5p1
指导案例192号 | @指导案例192号
指导性案例192号 | @指导案例192号
指导案例第192号 | @指导案例192号
指导性案例第192号 | @指导案例192号
192号指导案例 | @指导案例192号
第192号指导性案例 | @指导案例192号
最高法指导案例192号 | @指导案例192号
指導案例192號 | @指导案例192号
检例第137号 | @检例第137号
检例137号 | @检例第137号
檢例第137號 | @检例第137号
指导案例192号和检例第137号 | @指导案例192号; @检例第137号
指导案例192至194号 | @指导案例192号; @指导案例193号; @指导案例194号
（2021）沪01民终1234号 | @(2021)沪01民终1234号
(2019)京0491民初10989号 | @(2019)京0491民初10989号
（2020）最高法知民终1号 | @(2020)最高法知民终1号
我家门牌是192号 |
请拨打110号 |
"""

_SHORT = """
该法第三条 | ^ 3
本法第六十四条 | ^ 64
同法第3条第2款 | ^ 3p2
该条例第十条 | ^ 10
本解释第五条 | ^ 5
本规定第三条第一款 | ^ 3p1
该法3条 | ^ 3
该法的第三条 | ^ 3
上述法律第十条 | ^ 10
这部法律第十条 | ^ 10
同条第二款 | ^ =p2
本条第一款 | ^ =p1
该条第二款第（一）项 | ^ =p2i1
前款 | ^ <p
依照前款的规定 | ^ <p
前款第三项 | ^ <pi3
前两款 | ^ <p2
前三款规定 | ^ <p3
前条第一款 | ^ <ap1
上一条 | ^ <a
第二款 | ^ =p2
第二款呢 | ^ =p2
那第二款呢？ | ^ =p2
那第三款呢 | ^ =p3
下一条 | ^ >a
下一条呢 | ^ >a
上一条呢 | ^ <a
第（三）项是什么 | ^ =i3
《民法典》第1195条规定了通知，同条第二款规定了转送 | civil-code 1195; ^ =p2
《民法典》第1195条规定了通知规则，其中第二款要求转送 | civil-code 1195; ^ =p2
《个人信息保护法》第十条禁止买卖，该法第六十六条规定处罚 | pipl 10; ^ 66
"""

_BARE = """
第1195条 | - 1195
第一千一百九十五条 | - 1195
1195条 | - 1195
1195条是什么 | - 1195
1195条说了什么？ | - 1195
１１９５ | - 1195
1197 | - 1197
1197？ | - 1197
253之一 | - 253.1
第253条之一 | - 253.1
第1195条第二款 | - 1195p2
1194-1197条 | - 1194,1195,1196,1197
第1194条至第1197条 | - 1194,1195,1196,1197
请问第1195条怎么规定 | - 1195
第一千零三十四条、第一千零三十五条 | - 1034,1035
第1195条民法典 | civil-code 1195
第1195条 民法典 | civil-code 1195
第1195条《民法典》 | civil-code 1195
253条之一 | - 253.1
110 |
119 |
12377 |
2021 |
5 |
"""

_VERSIONS = """
2023年时的治安法42条 | public-security-law 42 @2023-12-31
2023年的治安法42条 | public-security-law 42 @2023-12-31
2023年治安管理处罚法第42条 | public-security-law 42 @2023-12-31
2023年底的治安法42条 | public-security-law 42 @2023-12-31
2023年初的治安法42条 | public-security-law 42 @2023-01-01
2023年5月的治安法42条 | public-security-law 42 @2023-05-31
2023年5月3日的治安法42条 | public-security-law 42 @2023-05-03
2026年以前的治安法42条 | public-security-law 42 @2025-12-31
2026年前的《治安管理处罚法》第42条 | public-security-law 42 @2025-12-31
2026年1月1日之前的治安法42条 | public-security-law 42 @2025-12-31
2012年版治安法42条 | public-security-law 42 v2012
2012年修正的治安管理处罚法第42条 | public-security-law 42 v2012
2012版《治安管理处罚法》第42条 | public-security-law 42 v2012
《治安管理处罚法》（2012年修正）第四十二条 | public-security-law 42 v2012
《治安管理处罚法》(2012修正)第42条 | public-security-law 42 v2012
治安管理处罚法（2025年修订）第50条 | public-security-law 50 v2025
《民事诉讼法》（2021年修正）第一百一十七条 | civil-procedure-law 117 v2021
民事诉讼法（2021）第117条 | civil-procedure-law 117 v2021
《治安管理处罚法（2012年修正）》第42条 | public-security-law 42 v2012
《治安管理处罚法》2025修订版第50条 | public-security-law 50 v2025
治安管理处罚法2012版42条 | public-security-law 42 v2012
治安法2012年修正本第42条 | public-security-law 42 v2012
旧治安法42条 | public-security-law 42 old
旧的治安法42条 | public-security-law 42 old
旧版治安法42 | public-security-law 42 old
原治安管理处罚法第42条 | public-security-law 42 old
原《网络安全法》第四十四条 | cybersecurity-law 44 old
老治安法42条 | public-security-law 42 old
修订前的治安管理处罚法第42条 | public-security-law 42 old
修改前的网安法44条 | cybersecurity-law 44 old
以前的治安法42条 | public-security-law 42 old
当时的网安法44条 | cybersecurity-law 44 old
网安法（旧）44条 | cybersecurity-law 44 old
网安法旧44条 | cybersecurity-law 44 old
治安法旧42 | public-security-law 42 old
治安法原第42条 | public-security-law 42 old
网安法44条（旧） | cybersecurity-law 44 old
治安法42条（2012年修正） | public-security-law 42 v2012
治安法42条在2023年怎么规定 | public-security-law 42 @2023-12-31
网安法（原）第44条 | cybersecurity-law 44 old
"""

_FOREIGN = """
日本民法709 | !日本 709
日本民法第709条 | !日本 709
日本《民法》第709条 | !日本 709
日本的民法典第709条 | !日本 709
德国民法典第823条 | !德国 823
德国刑法201条 | !德国 201
法国民法典第九条 | !法国 9
美国宪法第一条 | !美国 1
台湾刑法315条之1 | !台湾 315.1
臺灣刑法第三百一十五條之一 | !台湾 315.1
台湾地区刑法第315条 | !台湾 315
中华民国刑法第315条之1 | !中华民国 315.1
香港《个人资料（私隐）条例》第64条 | !香港 64
澳门刑法典第188条 | !澳门 188
韩国个人信息保护法第59条 | !韩国 59
刑法（台湾）第315条 | !台湾 315
German Civil Code §823 | !German 823
German Civil Code Art. 823 | !German 823
Article 1382 of the French Civil Code | !French 1382
Civil Code of Quebec article 35 | !Quebec 35
Japanese Civil Code Article 709 | !Japanese 709
GDPR Article 17 | ?GDPR 17
Article 17 GDPR | ?GDPR 17
我在日本，民法典1195条怎么用 | civil-code 1195
"""

_UNKNOWN = """
《反网红法》第三条 | ?反网红法 3
《网红管理条例》第五条 | ?网红管理条例 5
《某某管理办法》第三条第二款 | ?某某管理办法 3p2
网红管理条例第五条 | ?网红管理条例 5
根据网红管理条例第五条 | ?网红管理条例 5
上海市未成年人保护条例第五条 | ?上海市未成年人保护条例 5
《上海市未成年人保护条例》第五条 | ?上海市未成年人保护条例 5
刑法修正案十二第3条 | ?刑法修正案十二 3
刑法修正案（十一）第三条 | ?刑法修正案（十一） 3
《刑法修正案（十一）》第三条 | ?刑法修正案（十一） 3
"""

_NOTHING = """
 |
你好 |
卖了5000条信息 |
李某偷了1751条身份证信息？ |
8100万条 |
1.5亿余条，去重后8100万余条 |
3.9万余条 |
三百条信息够不够判刑 |
转发500条微博 |
第三条评论骂我 |
他发的第二条微信 |
第一条朋友圈 |
第1条短信里有我的手机号 |
第5000条数据 |
一条建议 |
1195元 |
2021年1月1日 |
2021年修正 |
刑法2020年修正 |
民法典2021年1月1日施行 |
民法典共1260条 |
民法典一共有1260条 |
刑法有452条 |
刑法一共多少条 |
民法典有几条 |
网络安全法去年没改过吧，还是79条 |
个人信息保护法是2017年施行的？ |
刑法里有个开盒罪吧，第几条 |
民法典一千多条 |
刑法400多条 |
个保法5万元罚款 |
个保法5000万元 |
个保法3.0 |
刑法十个罪名 |
治安法罚500元 |
刑法3年以下 |
民法典12岁以下的孩子 |
行政处罚法24小时 |
合同第五条 |
劳动合同第三条约定 |
群规第一条 |
平台用户协议第3条 |
起诉状第二条 |
方法一 |
办法1 |
违法3次 |
说法第一条不对 |
他第一条就骂我 |
第一条不对，第二条也不对 |
想法三条 |
无法1195 |
第三项目 |
第二款手机 |
第三条件 |
一条条例 |
第26条例 |
条条大路通罗马 |
没有一条法律管这个 |
打12345还是12377 |
李某被判了十年对吗 |
判3年缓刑3年 |
有期徒刑三年，罚金2万元 |
手机号13800138000 |
身份证号31010119900101 |
👍👍👍 |
<b>第</b> |
第条 |
第第条条 |
《》第条 |
《 |
第一 |
第一千 |
之一 |
A4纸 |
10% |
10:30 |
5000条公民个人信息 |
个人信息5000条 |
提供公民个人信息500条的 |
民法典第 |
"""

_MIXED = """
他说我违反治安法42条，要罚500元，是真的吗 | public-security-law 42
卖了5000条信息，按刑法253条之一怎么判 | criminal-law 253.1
对方引用《民法典》第1024条和第1025条告我 | civil-code 1024,1025
平台24小时没删，民法典1195条管不管 | civil-code 1195
李某卖3.9万余条，适用刑法第二百五十三条之一第一款和法释〔2017〕10号第五条 | criminal-law 253.1p1; pi-crime-interpretation 5
警察说是治安管理处罚法第五十条第一款第（六）项 | public-security-law 50p1i6
<b>民法典</b>第1195条 | civil-code 1195
**民法典第1195条** | civil-code 1195
`刑法246` | criminal-law 246
民法典第1195条👍 | civil-code 1195
👍民法典1195 | civil-code 1195
民​法​典1195 | civil-code 1195
民法典　第１１９５条　第２款 | civil-code 1195p2
（一）民法典第1195条；（二）个保法第10条 | civil-code 1195; pipl 10
一、民法典第1195条 二、个保法第10条 | civil-code 1195; pipl 10
民法典1195条1997条 | civil-code 1195
"""

TABLES = {
    "full": _FULL_CHINESE,
    "numerals": _NUMERALS,
    "inserted": _INSERTED,
    "paragraphs": _PARAGRAPHS,
    "lists": _LISTS,
    "names": _NAMES,
    "tolerant": _TOLERANT,
    "english": _ENGLISH,
    "numbers": _NUMBERS,
    "short": _SHORT,
    "bare": _BARE,
    "versions": _VERSIONS,
    "foreign": _FOREIGN,
    "unknown": _UNKNOWN,
    "nothing": _NOTHING,
    "mixed": _MIXED,
}


def rows() -> list[tuple[str, str, str]]:
    """(table, text, expected). A line without ``|`` begins a text of several lines."""
    found = []
    for name, table in TABLES.items():
        pending = ""
        for line in table.strip("\n").split("\n"):
            text, bar, expected = line.rpartition("|")
            if not bar:
                pending = line + "\n"
                continue
            found.append((name, (pending + text).strip(" "), expected.strip()))
            pending = ""
    return found
