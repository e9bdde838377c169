//! 简体中文.

use super::KitWords;
use crate::words::Plural;

pub const WORDS: KitWords = KitWords {
    // Loading
    failed_title: "加载失败",
    stale_banner: "当前内容可能不是最新的。",
    // Fields
    required: "必填",
    more_characters: Plural::same("还可输入 {n} 个字符"),
    show_password: "显示",
    hide_password: "隐藏",
    locked: "已锁定：{reason}",
    choose: "请选择…",
    choose_department: "选择部门",
    choose_member: "选择成员",
    pick_hint: "输入以搜索",
    pick_none: "未找到",
    pick_found: Plural::same("找到 {n} 项"),
    remove_one: "移除{name}",
    // Tables
    rows_total: Plural::same("共 {n} 条"),
    rows_range: "第 {from}–{to} 条，共 {total} 条",
    rows_range_open: "第 {from}–{to} 条",
    page_next: "下一页",
    page_previous: "上一页",
    page_first: "第一页",
    columns: "显示列",
    columns_reset: "恢复默认",
    sort_by: "按{column}排序",
    select_row: "选择{name}",
    select_page: "选择本页",
    selected: Plural::same("已选 {n} 项"),
    selected_page: Plural::same("已选本页 {n} 项"),
    select_all: Plural::same("选择全部 {n} 项匹配结果"),
    selected_all: Plural::same("已选全部 {n} 项匹配结果"),
    row_menu: "{name}的操作",
    filtered_empty: "没有符合筛选条件的内容。",
    did_you_mean: "你要找的是不是",
    remove_filter: "移除筛选：{name}",
    // Trees
    tree_open: "展开{name}",
    tree_close: "收起{name}",
    tree_moved: "已移动{name}",
    rename_label: "新名称",
    // Progress
    progress_of: "{done} / {total}",
    progress_done: "已完成 {done}",
    progress_rate: "每秒 {rate} 条",
    progress_left: "剩余约 {time}",
    // Dialogs
    type_word: "请输入 {word} 以继续",
    // Time
    just_now: "刚刚",
    // Other
    opens_new: "在新标签页打开",
    dismiss: "关闭",
    resize_panel: "左侧面板宽度",
    breadcrumb: "路径",
    undone: "已撤销。",
};
