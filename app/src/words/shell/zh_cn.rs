//! 简体中文.

use super::ShellWords;
use crate::words::Plural;

pub const WORDS: ShellWords = ShellWords {
    // Rail, and the titles of the pages
    home: "首页",
    members: "成员",
    chart: "组织架构",
    joining: "加入管理",
    customers: "客户",
    handovers: "交接",
    sync: "同步",
    activity: "操作记录",
    settings: "设置",
    more_pages: "更多",
    main_menu: "主导航",
    fold: "收起导航",
    unfold: "展开导航",
    skip: "跳到正文",
    // Top bar
    switch_organisation: "切换组织",
    profile: "个人资料",
    invited_to: "加入 {organisation} 的邀请",
    palette_open: "搜索或跳转…",
    // Command palette
    palette_hint: "跳转页面、查找成员或部门、执行操作",
    palette_go: "跳转",
    api_keys: "API 密钥",
    palette_members: "成员",
    palette_do: "操作",
    palette_none: "未找到与“{search}”相关的内容。",
    do_invite: "邀请成员",
    do_import: "从文件导入成员",
    do_review_waiting: "查看待审批申请",
    do_theme: "切换浅色或深色",
    // Bell
    bell: "进行中的任务",
    bell_count: Plural::same("{n} 个任务进行中"),
    bell_none: "目前没有进行中的任务。",
    bell_all: "全部任务",
    // Account menu
    account: "我的账号",
    theme: "外观",
    theme_light: "浅色",
    theme_dark: "深色",
    theme_system: "跟随系统",
    shortcuts: "键盘快捷键",
    sign_out: "退出登录",
    // Shortcuts sheet
    key_palette: "搜索、跳转、执行",
    key_search: "在当前页面搜索",
    key_help: "显示此列表",
    key_escape: "关闭最上层",
    key_tree: "在树中移动、展开与收起",
    key_tree_move: "移动部门",
    key_rename: "就地重命名",
    key_menu: "打开该行菜单",
    keys_waiting: "加入申请",
    key_next: "下一个、上一个申请",
    key_form: "提交表单",
    keys_everywhere: "全局",
    keys_trees: "树与表格",
    // Pages that are not
    not_found_title: "页面不存在",
    not_found_text: "地址可能有误，或内容已被移除。",
    go_home: "返回首页",
    forbidden_title: "你的角色无权访问此页面",
    forbidden_text: "如需访问，请联系管理员。",
    no_console_title: "你已加入{organisation}",
    no_console_text: "你的角色在此没有可管理的内容。",
    offline: "与服务器的连接已断开，正在重试。",
};
