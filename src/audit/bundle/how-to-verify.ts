/** For whoever is handed a bundle. The key is not in it on purpose. */
export const howToVerify = (origin: string): string => `# 核验方法 · How to verify

## 中文

本目录是 Laurel 的一份审计包，日志名称为 ${origin}。核验可在离线环境进行，不需要信任提供本目录的人。

1. **从其他可靠渠道**取得日志的公钥（vkey，例如官方网站、公报或见证机构）。本目录中没有公钥，也不得采信随本目录一并交来的公钥。
2. 运行 \`laurel audit verify <目录> --key <公钥>\`；有见证策略文件的，另加 \`--policy <文件>\`。
   也可使用独立编写的核验程序 \`verify_bundle.py\`（参数相同；需要 Python 3 与 cryptography）。
3. 每个事件得出一个结论：VALID（已证明，内容全部公开）、SEALED（已证明，个人信息未公开）、ERASED（已证明，个人信息已依法删除）、
   INVALID（未能证明，附原因）。退出码 0 为全部成立，1 为有不成立者，2 为无法核验。

能够证明的：所列事件与提供时日志所签署的内容一字不差；声明完整的流自首个事件起没有缺漏；所公开的个人信息即当时所封存的。
不能证明的：最后一个事件之后是否还有事件；未列入的其他流中有无相关事件；事件记录的内容本身是否真实。

## English

This directory is an audit bundle of the Laurel log ${origin}. It can be checked offline, without trusting whoever
handed it over.

1. Get the verifier key (vkey) of the log **from elsewhere**: a website, a gazette, a witness. It is not in this
   directory, and one that comes along with it proves nothing.
2. Run \`laurel audit verify <directory> --key <vkey>\`, with \`--policy <file>\` if you have a policy of witnesses. Or the
   second, independently written verifier: \`verify_bundle.py\` (same arguments; needs Python 3 and cryptography).
3. Each event is VALID (proven, all of it told), SEALED (proven, personal data not told), ERASED (proven, personal data
   destroyed by law) or INVALID (not proven, with the reason). Status 0: all hold; 1: some do not; 2: nothing was checked.

Proven: the events are what the log signed, to the letter; streams claimed whole have no gap from their first event on;
personal data told is what was sealed then. Not proven: that nothing came after the last event shown, that no other
stream has an event about it, and that what was recorded was true.
`;
