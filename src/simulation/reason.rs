//! Why something at a place of a problem, a plan or a certificate can't be used, in words.

use crate::i18n::texts;

texts! {
    /// What follows the place: "`rows[2].g[17]` is not a finite number".
    ReasonText {
        NotObject: "不是 JSON 对象", "is not an object";
        NoField: "缺少字段 {0}", "has no {0}";
        NotList: "不是列表", "is not a list";
        WrongLength: "有 {0} 项，应为 {1} 项", "holds {0} entries where {1} belong";
        WrongLetters: "有 {0} 个字母，应为 {1} 个", "holds {0} letters where {1} belong";
        NotNumber: "不是有限的数", "is not a finite number";
        Negative: "是负数（{0}）", "is negative ({0})";
        NotOne: "{0} 不是{1}的编号（0 至 {2}）", "{0} is not a {1} (0 to {2})";
        NotOneOfNone: "{0} 不是{1}的编号：问题里没有{1}", "{0} is not a {1}: the problem has none";
        NotCount: "不是个数", "is not a count";
        NotWhole: "不是整数", "is not a whole number";
        NotFlag: "既不是 0 也不是 1", "is neither 0 nor 1";
        NotText: "不是文字", "is not text";
        UnknownKind: "{0} 不是 concentration、swap、basic-farmland、linkage 之一",
            "{0} is none of concentration, swap, basic-farmland and linkage";
        UnknownLetter: "{0} 不是 F、I、O 之一", "{0} is none of F, I and O";
        NoBlockSize: "是零：连片地块要有面积下限", "is zero: a block needs a size";
        JoinsItself: "把结点 {0} 与它自己相连", "joins node {0} to itself";
        SiteItself: "就是这个地块自己", "is the site itself";
        ThereIsNo: "没有编号为 {1} 的{0}", "there is no {0} {1}";
        NodeStays: "结点 {0} 是保持不变的耕地", "node {0} is farmland that stays";
        Twice: "{0} {1} 写了两次", "{0} {1} stands there twice";
        RowExceeded: "用了 {0}，限 {1}，超出 {2}", "{0} is used of {1}: {2} too much";
        OtherBlocks: "写的是 {0} 亩，连片地块却有 {1} 亩", "says {0} mu, but the blocks hold {1} mu";
        OtherWorth: "写的是 {0} 亩，方案却值 {1} 亩", "says {0} mu, but the plan is worth {1} mu";
        OtherNodes: "是 {0} 个结点的证书，问题有 {1} 个结点", "is for {0} nodes, the problem has {1}";
        BelowZero: "的乘子小于零", "has a multiplier below zero";
        RowBelowZero: "{0} 的乘子小于零", "the multiplier of {0} is below zero";
        NoSideRow: "指向问题里没有的约束行", "names a side row that the problem doesn't have";
        NoColumn: "用了问题里没有的变量列", "names a column that the problem doesn't have";
        ColumnTwice: "把一个变量列写了两次", "names a column twice";
        NeitherLinkNorCut: "既不是关联行也不是割", "is neither a link nor a cut";
        WrongColumns: "把不相干的两个变量列连在一起", "links two columns that don't belong together";
        WrongLink: "不是该结点的关联行", "is not the link of its node";
        NotOnePositive: "不是割：割恰有一个正系数", "is no cut: it needs just one positive coefficient";
        NoCut: "不是有效的割：圈内已够一个连片地块，系数却不够", "is not a valid cut: what it encloses may be a block by itself";
        ProvesMore: "写的 {0} 小于各行所证明的 {1}", "{0} is less than the {1} that the rows prove";
        FlowTooLarge: "超过这对图斑价值的一半", "exceeds half of what the pair is worth";
        NoRow: "没有第 {0} 行约束", "there is no row {0}";
        NoLimit: "{0} 不能作约束的限值", "{0} is no limit";
        Node: "结点", "node";
        Column: "变量列", "column";
        Hamlet: "村庄点", "hamlet";
        Site: "建新地块", "site";
        Village: "行政村", "village";
        Move: "安置流向", "move";
    }
}
