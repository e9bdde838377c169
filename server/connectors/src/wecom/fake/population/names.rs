//! Words to make departments and firms of. All of it is made up.

pub(super) use crate::fake::people::names::{GIVEN, LATIN_FIRST, LATIN_LAST, SURNAMES};

/// Departments below the root: name, English name, weight of its size, departments below it.
type Branch = (&'static str, &'static str, u32, &'static [(&'static str, u32, &'static [&'static str])]);

pub(super) const TREE: [Branch; 10] = [
    ("总经办", "Executive Office", 1, &[]),
    (
        "销售中心",
        "Sales",
        2,
        &[
            ("华东大区", 3, &["上海组", "杭州组", "南京组", "宁波组"]),
            ("华南大区", 3, &["广州组", "深圳组", "厦门组"]),
            ("华北大区", 2, &["北京组", "天津组", "青岛组"]),
            ("西南大区", 2, &["成都组", "重庆组"]),
            ("海外业务部", 2, &["东南亚组", "欧洲组", "中东组"]),
            ("大客户部", 4, &[]),
        ],
    ),
    ("市场部", "Marketing", 4, &[("品牌组", 3, &[]), ("展会组", 3, &[])]),
    ("采购部", "Procurement", 4, &[("纺织品采购组", 4, &[]), ("机电采购组", 4, &[])]),
    ("物流部", "Logistics", 5, &[("报关组", 4, &[]), ("仓储组", 8, &["太仓仓库", "盐田仓库"])]),
    ("客户服务部", "Customer Service", 6, &[("售后组", 5, &[]), ("单证组", 4, &[])]),
    ("财务部", "Finance", 8, &[]),
    ("人力资源部", "Human Resources", 6, &[]),
    ("信息技术部", "IT", 8, &[]),
    ("法务部", "Legal", 3, &[]),
];

/// Names for departments beyond the tree.
pub(super) const MORE: [&str; 12] = [
    "渠道组",
    "拓展组",
    "项目组",
    "支持组",
    "质检组",
    "运营组",
    "培训组",
    "样品组",
    "跟单组",
    "数据组",
    "会员组",
    "协作组",
];

/// What the people of a top department do, and whether they have customers.
pub(super) struct Trade {
    pub(super) department: &'static str,
    pub(super) sells: bool,
    pub(super) positions: &'static [&'static str],
}

const SELLERS: &[&str] = &["客户经理", "高级客户经理", "销售代表", "业务员", "跟单员"];

pub(super) const TRADES: [Trade; 9] = [
    Trade { department: "总经办", sells: true, positions: &["总经理助理", "秘书"] },
    Trade { department: "销售中心", sells: true, positions: SELLERS },
    Trade { department: "市场部", sells: true, positions: &["市场专员", "展会策划", "品牌设计"] },
    Trade { department: "采购部", sells: false, positions: &["采购专员", "高级采购", "验货员"] },
    Trade { department: "物流部", sells: false, positions: &["报关员", "仓库管理员", "调度员"] },
    Trade { department: "客户服务部", sells: true, positions: &["客服专员", "单证员", "售后专员"] },
    Trade { department: "财务部", sells: false, positions: &["会计", "出纳", "税务专员"] },
    Trade { department: "人力资源部", sells: false, positions: &["招聘专员", "薪酬专员", "培训专员"] },
    Trade {
        department: "信息技术部", sells: false, positions: &["工程师", "系统管理员", "数据分析师"]
    },
];

/// For departments not listed above.
pub(super) const OTHER: Trade = Trade { department: "", sells: true, positions: &["专员", "主管", "顾问"] };

/// Firms customers work for.
pub(super) const FIRM_PLACES: [&str; 10] =
    ["青禾", "远山", "海棠", "北辰", "蓝溪", "金橡", "银杏", "白鹭", "长亭", "云麓"];
pub(super) const FIRM_TRADES: [&str; 8] = ["纺织", "机电", "食品", "家居", "电子", "建材", "文具", "包装"];
pub(super) const NICKNAMES: [&str; 14] = [
    "小雨点",
    "阿杰",
    "向阳花",
    "老林",
    "一帆风顺",
    "南方的风",
    "Coco",
    "山水之间",
    "大海",
    "糖糖妈妈",
    "静听花开",
    "Jimmy",
    "平安是福",
    "麦田",
];
pub(super) const STATES: [&str; 6] = ["expo26", "website", "", "", "referral", "canton-fair"];
