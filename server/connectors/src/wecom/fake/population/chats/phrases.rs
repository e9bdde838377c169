//! Words to make chats of. All of it is made up.

/// What a chat is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Chinese,
    English,
    Portuguese,
}

/// What members say. `#` becomes a number.
pub(super) fn by_member(language: Language) -> &'static [&'static str] {
    match language {
        Language::Chinese => &[
            "您好，报价单已经发到您的邮箱，请查收",
            "这批货预计#天后到港",
            "合同已寄出，快递单号稍后发您",
            "单价可以做到#元，数量超过一千件还能再谈",
            "样品今天下午寄出",
            "付款方式是三成定金，见提单付余款",
            "您看周四下午方便开个视频会议吗？",
            "好的，我跟工厂确认一下交期",
            "发票开好了，抬头请您再核对一遍",
            "船期推迟了两天，新的到港时间我更新在表里了",
            "谢谢您的信任，合作愉快！",
            "收到，马上处理",
        ],
        Language::English => &[
            "Good morning, the quotation is in your inbox",
            "The goods should reach the port in # days",
            "The contract went out today, the tracking number follows",
            "We can do USD # a piece for a full container",
            "Samples leave this afternoon",
            "Thirty percent in advance, the balance against the bill of lading",
            "Would Thursday afternoon suit you for a call?",
            "Let me check the delivery date with the factory",
            "The vessel is two days late, I have updated the sheet",
            "Thank you for your trust",
        ],
        Language::Portuguese => &[
            "Bom dia, a cotação já está no seu e-mail",
            "A mercadoria chega ao porto em # dias",
            "O contrato foi enviado hoje, já mando o código de rastreio",
            "Conseguimos R$ # por peça acima de mil unidades",
            "As amostras saem hoje à tarde",
            "Trinta por cento de entrada e o saldo contra o conhecimento de embarque",
            "Quinta à tarde é bom para uma reunião?",
            "Vou confirmar o prazo com a fábrica",
            "O navio atrasou dois dias, a planilha já está atualizada",
            "Obrigado pela confiança",
        ],
    }
}

/// What customers say. `#` becomes a number.
pub(super) fn by_customer(language: Language) -> &'static [&'static str] {
    match language {
        Language::Chinese => &[
            "请问这款还有现货吗？",
            "价格能再优惠一点吗",
            "我们需要#件，月底之前能到吗？",
            "收到，谢谢",
            "颜色和上次的样品不太一样",
            "麻烦发一下最新的报价单",
            "好的，周四下午三点可以",
            "定金已经付了，请查一下",
            "包装上可以印我们的商标吗？",
            "这次的质量很好，下个月再订一批",
        ],
        Language::English => &[
            "Is this one in stock?",
            "Could you do a little better on the price?",
            "We need # pieces before the end of the month",
            "Got it, thanks",
            "The colour differs from the last sample",
            "Please send the latest price list",
            "Thursday at three works for us",
            "The deposit is paid, please check",
            "Can our logo go on the boxes?",
        ],
        Language::Portuguese => &[
            "Este modelo tem em estoque?",
            "Dá para melhorar um pouco o preço?",
            "Precisamos de # peças até o fim do mês",
            "Recebido, obrigada",
            "A cor está diferente da última amostra",
            "Pode mandar a tabela de preços atualizada?",
            "Quinta às três está ótimo",
            "O sinal já foi pago, pode conferir?",
            "Dá para imprimir a nossa marca na caixa?",
        ],
    }
}

/// Names of files that are sent.
pub(super) const FILES: [&str; 6] =
    ["报价单.txt", "合同.txt", "packing-list.txt", "fatura-proforma.txt", "验货报告.txt", "tabela-de-preços.txt"];

/// Titles of links, with a line below each.
pub(super) const LINKS: [(&str, &str); 4] = [
    ("新品目录", "今年秋季的面料和颜色"),
    ("How we inspect", "From the loom to the container"),
    ("Feira de Cantão", "Visite o nosso estande"),
    ("物流查询", "输入单号查看货物位置"),
];
