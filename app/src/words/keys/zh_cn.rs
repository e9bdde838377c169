//! 简体中文.

use super::KeysWords;

pub const WORDS: KeysWords = KeysWords {
    // The page
    title: "API 密钥",
    text: "脚本使用密钥登录。密钥属于本组织，只能执行其权限范围内的操作。",
    reference: "API 使用说明",
    add: "新建密钥",
    none_yet: "还没有密钥",
    none_yet_text: "密钥让脚本无需有人登录，即可读取和更改其权限范围内的内容。",
    // The list
    key: "密钥",
    scopes: "权限范围",
    made_by: "创建者",
    last_used: "最近使用",
    expires: "到期",
    rate: "每分钟请求数",
    works: "有效",
    expired: "已过期",
    revoked: "已撤销",
    // Making one
    name_hint: "动态中会以此名称显示操作者，例如“薪资导出”。",
    lasts: "有效期",
    thirty_days: "30 天",
    ninety_days: "90 天",
    one_year: "1 年",
    for_ever: "直到撤销",
    choose_scopes: "允许的操作",
    choose_scopes_hint: "仅选择脚本所需的最小范围。写入包含读取。",
    no_scope: "请至少选择一个权限范围。",
    make: "创建密钥",
    made_title: "密钥“{name}”已创建",
    made_text: "请立即复制：密钥仅显示这一次。持有密钥的人可执行其权限范围内的操作，请像密码一样妥善保管。",
    try_it: "试一试：",
    // Withdrawing one
    revoke: "撤销",
    revoke_title: "撤销此密钥？",
    revoke_consequence: "使用此密钥的脚本将立即被拒绝。",
    revoke_back: "撤销后无法恢复，可新建密钥代替。",
    revoke_done: "密钥已撤销。",
    // What a key may do
    scope_organisation_read: "查看组织及其规则",
    scope_departments_read: "查看部门",
    scope_departments_write: "添加、修改和删除部门",
    scope_members_read: "查看成员",
    scope_members_phones: "查看完整手机号码",
    scope_members_write: "邀请、编辑、停用、移除和恢复成员",
    scope_members_import: "从文件导入成员",
    scope_invitations_read: "查看邀请",
    scope_invitations_write: "创建、发送和撤回邀请",
    scope_joins_read: "查看加入申请",
    scope_joins_write: "审批加入申请",
    scope_audit_read: "查看动态",
    scope_customers_read: "查看客户",
    scope_runs_read: "查看运行",
    scope_all: "账户管理员的全部操作（创建密钥除外）",
};
