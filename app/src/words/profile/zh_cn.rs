//! 简体中文.

use super::ProfileWords;

pub const WORDS: ProfileWords = ProfileWords {
    title: "个人资料",
    text: "姓名、邮箱和手机号由你本人管理，管理员无法修改。",
    name_hint: "会在你所在的所有组织中更新；由已连接平台管理的姓名保持不变。",
    addresses: "邮箱和手机号",
    change_address: "更换邮箱或手机号",
    other_address: "更换其他地址",
    new_address: "新的邮箱地址或手机号",
    new_address_hint: "验证码将发送到该地址，输入之前不会有任何变化。",
    password: "你的密码",
    password_hint: "以防他人在你未锁屏时盗用账号。",
    send_code: "发送验证码",
    code_sent: "验证码已发送至 {address}，{time} 前有效。",
    code: "验证码",
    confirm: "确认",
    confirmed: "新地址已生效。",
    // As an agent
    agent_title: "我的座席信息",
    state_label: "我的状态",
    state_set: "当前状态：{state}",
    agent_number: "座席工号",
    agent_nickname: "昵称",
    skill_groups: "技能组",
    shifts: "班次",
    sign_ins: "最近登录",
    // Password
    password_title: "密码",
    current_password: "当前密码",
    new_password: "新密码",
    new_password_hint: "至少 8 个字符。其他浏览器会退出登录。",
    change_password: "修改密码",
    password_changed: "密码已修改。",
};
