"""General vocabulary: words of any report, which no glossary lists by themselves.

Frequency does not tell *customer* from *revenue*: both stand in every business text. What a
terminologist leaves out is a closed list, like that of function words.
"""

from __future__ import annotations

from typing import Final

# Nouns that name no concept of a subject field by themselves (lemmas).
GENERAL_NOUNS: Final = frozenset(
    """
    ability abroad absence access account accord achievement act action activity addition
    adjustment advance advantage advice affair aftermath age agreement aim amount analysis anger
    angle announcement answer anything appeal applause application approach area argument
    arrangement arrival aspect atmosphere attempt attention attitude author average background
    balance base basis battle battlefield beginning behavior behaviour belief benefit bit block
    boss bottom boundary breakthrough building burden business call capability care case cause
    caution center centre chain challenge chance change chapter character chief choice circle
    circumstance city claim class client climate close colleague combination comment commitment
    community company comparison complaint completion component compromise concern conclusion
    condition conference confidence connection consequence consideration consumer content context
    contrast contribution control cooperation core corner country couple course cover creation
    crisis crowd culture customer cut cycle danger date day deal debate decade decision decline
    degree delay demand department dependence description desire detail development dialogue
    difference difficulty direction discussion distance document door doubt dozen drill drop
    early edge edition effect effort element emphasis employee end enterprise entry environment
    era error event everyone everything evidence example exception exchange existence expansion
    expectation experience expert explanation extent eye face fact factor failure fall family
    favour favor fear feature feeling field figure file finding firm flaw focus following force
    form format former forum foundation framework friend front function future game gap
    generation goal good government ground group growth guest guide habit half hand handful
    happening head headline help highlight history home hope hour house household idea image
    impact implementation importance improvement incident inclusion increase individual industry
    influence information initiative inside instance institute institution interaction interest
    interview introduction issue item job journalist journey judgement judgment key kind
    knowledge label lack land language law lead leader leap lesson letter level life light limit
    line link list location look loss lot machine majority maker man management manager manner
    mark mass matter maximum meaning means measure media meeting member message method middle
    milestone mind minimum minister minority minute mission mistake mix mode moment money month
    morning most move movement name nation nature need neighbor neighbour news night norm note
    notice number object objective obstacle occasion offer office official one opening operation
    opinion opponent opportunity option order organisation organization origin outcome outlook
    outset outside overview owner pace package page pair paper parent part participant
    participation partner party past path patience pattern peer people percent percentage
    performance period permission person perspective phase phenomenon picture piece pillar place
    plan player point policy portion position possibility potential practice precondition
    predecessor preference preparation presence pressure priority problem procedure process
    product profile program programme progress project promise proof proportion proposal
    prospect protection public publication pull purpose push quality quantity question race range
    rate ratio reach reader reality reason recognition record recovery reduction reference region
    regulator rejection relation relationship reliance relief remark reminder reply report
    reporter request requirement resident resource respect response responsibility rest result
    return review right rise risk rival road role room root round rule safety sale sample
    scale scenario scene schedule scope second section sector segment selection sense sentence
    series service set setting setup shape share shift short show side sign significance
    similarity site situation size skill society solution someone something sort source space
    speaker specification spectrum speed spirit spot staff stage stance standard start state
    statement station status stay step story strategy strength stress structure study style
    subject success suggestion sum supply support surprise survey system table talk target task
    team technique technology tendency term test text theme theory thing thought threat threshold
    time title tone tool top topic total touch tourist town track tradition trend trial trip
    trouble truth try turn type understanding unit update upside use user value variety version
    vice victory view village visit visitor visual voice volume wake warning wave way weakness
    week weight while whole willingness window wish woman word work worker world worry writer
    year yesterday youth zone
    """.split()  # noqa: SIM905
)

# Adjectives and adverbs that are often taken for nouns by their form.
MODIFIERS: Final = frozenset(
    """
    able abroad absolute active actual additional advanced alternative annual average bad basic
    beautiful best better big bigger biggest bilateral black blue bright broad busy capable
    central certain cheap clean clear clever close cold collective commercial common comparable
    complete complex concrete consecutive conservative considerable constant core correct costly
    critical cross current daily dangerous dark deep dense different difficult digital direct
    domestic double dual due early east eastern easy economic effective efficient electric
    electronic emerging empty entire equal essential european everyday exact excellent existing
    expensive external extra extreme fair familiar famous far fast favourable final financial fine
    first fixed flat flexible foreign formal former forward free frequent fresh full further future
    general geopolitical giant global good gradual grand great green gross hard harsh heavy high
    higher highest historic hot huge hybrid ideal idle immediate important impossible independent
    individual industrial inner innovative intelligent interbank internal international joint key
    large larger largest last late later latest leading legal less light likely limited linked
    little local long longer low lower lowest main major mainland male many mature maximum mean
    medium middle mild minimum minor mixed mobile moderate modern monetary monthly multilateral
    multiple mutual narrow national native natural near necessary negative net neutral new next
    nice normal north northern notable obscure obvious offshore old older online only onshore open
    optimal ordinary orderly original other outdated outer outside overall overseas own particular
    past perfect permanent personal physical plain poor popular positive possible potential
    practical precise premium present previous primary prime prior private probable productive
    profitable promising proper proud public pure quarterly quick quiet random rapid rare raw ready
    real recent red regional regular related relative relevant reliable remote residential
    resilient responsible rich rigid robust rough rural safe same seasonal second secondary senior
    separate serious several severe sharp short shorter significant similar simple single slight
    slow slower small smaller smart smooth social soft solid sophisticated sound south southeast
    southern special specific stable standard static steady stern strict strong stronger structural
    subsequent substantial successful sudden sufficient suitable super sure surprising sustainable
    systematic tall technical temporary tense thick thin third tight tiny top total tough
    traditional twin typical ultimate unique universal unusual upper urban urgent usual valid
    valuable various vast very virtual vital vulnerable warm weak weekly west western white whole
    wide wider wild worldwide worse worst worthy wrong yearly young younger
    """.split()  # noqa: SIM905
)

# What tells of which country or region something is, before a noun: no part of its name, mostly.
NATIONS: Final = frozenset(
    """
    african american arab asian argentine argentinian australian austrian belgian brazilian
    british bulgarian cambodian canadian chilean chinese colombian croatian cuban czech danish
    dutch egyptian english eu european finnish french german greek hungarian icelandic indian
    indonesian iranian iraqi irish israeli italian japanese kazakh kenyan korean kuwaiti laotian
    latin lebanese malaysian mexican moroccan mongolian nigerian norwegian pakistani peruvian
    philippine polish portuguese qatari romanian russian saudi scottish serbian singaporean
    slovak spanish swedish swiss syrian taiwanese thai turkish uk ukrainian us usa uzbek
    vietnamese western eastern southeast northeast northwest southwest overseas domestic local
    foreign global
    """.split()  # noqa: SIM905
)

# Chinese words that single out rather than name, before a noun.
MODIFIERS_ZH: Final = frozenset(
    """
    海外 国内 国外 境外 境内 当地 本地 外地 全球 世界 大型 小型 中型 旧版 新版 外部 内部 主要
    重要 首座 首次 首个 高端 低端 现有 原有 新增 新型 旧 新 老 大 小 高 低 全
    本 该 各 整个 最大 最小 最高 最低 第一 另外 其他 相关 有关 具体 实际 整体 总体 个别
    部分 多数 少数 大量 少量 真实 普通 特殊 一般 通用 共同 同类 各类 各种 未来 过去 目前 现时
    当前 以往 近期 长期 短期 中期 全新 更多 更大 更高 优质 良好 稳定 快速 强劲 显著 明显 巨大
    庞大 国际 区内 本港 全港 环球 平均
    """.split()  # noqa: SIM905
)
