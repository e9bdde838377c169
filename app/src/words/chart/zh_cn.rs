//! 简体中文.

use super::ChartWords;
use crate::words::Plural;

pub const WORDS: ChartWords = ChartWords {
    search: "查找部门或成员",
    found: "第 {at} 个，共 {n} 个",
    found_none: "没有找到该名称的部门或成员。",
    find_next: "下一个",
    find_previous: "上一个",
    label: "组织架构图",
    help: "方向键移动，回车展开或收起，加减号缩放，0 显示全图。",
    zoom_in: "放大",
    zoom_out: "缩小",
    zoom_fit: "显示全图",
    unfold: "展开“{name}”",
    fold: "收起“{name}”",
    fold_all: "收起",
    members: Plural::same("{n} 名成员"),
    members_below: Plural::same("含下级 {n} 人"),
    departments: Plural::same("{n} 个部门"),
    no_head: "未设负责人",
    heads: "负责人：{names}",
    more_heads: "等另外 {n} 人",
    hidden: Plural::same("另有 {n} 个未显示"),
    open_members: "查看成员",
    print: "打印",
    png: "下载 PNG",
    svg: "下载 SVG",
    png_failed: "图片过大，浏览器无法生成。请收起部分部门后重试。",
    unplaced: Plural::same("{n} 名成员未分配部门"),
    none: "还没有部门。",
    none_text: "请在成员页面添加，或从企业微信同步。",
    go_members: "前往成员",
    inside: "下级部门",
};
