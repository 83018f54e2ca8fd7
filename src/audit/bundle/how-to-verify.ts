/** For whoever is handed a bundle. The key is not in it on purpose. */
export const howToVerify = (origin: string): string => `# 核验方法 · How to verify

## 中文

本目录是 Laurel 的一份审计包，日志名称为 ${origin}。核验可在离线环境进行，不需要信任提供本目录的人。

1. **从其他可靠渠道**取得日志的公钥（vkey，例如官方网站、公报或见证机构）。本目录中没有公钥，也不得采信随本目录一并交来的公钥。
2. 运行 \`laurel audit verify <目录> --key <公钥>\`；有见证策略文件的，另加 \`--policy <文件>\`。
   也可使用独立编写的核验程序 \`verify_bundle.py\`（参数相同；需要 Python 3 与 cryptography）。
3. 每个事件得出一个结论：VALID（已证明，内容全部公开）、SEALED（已证明，个人信息未公开）、ERASED（已证明，个人信息已依法删除）、
   INVALID（未能证明，附原因）。退出码 0 为全部成立，1 为有不成立者，2 为无法核验。

核验程序首先列出本包所涉的对象或时段，请核对是否为您所要求的。日志更换过签名密钥的，新旧公钥都要提供（\`--key\` 可重复）。

能够证明的：所列事件与提供时日志所签署的内容一字不差；声明完整的流自首个事件起没有缺漏；所公开的个人信息即当时所封存的。
按时段导出的包，首尾均无缺漏：紧邻其前的条目（见 neighbours.json）记录于该时段之前，紧邻其后的记录于该时段之后；没有后邻条目的，
只及于该日志头所覆盖的末尾，此后在同一时段内又记录的不在其中。各流之间记录时间倒退之处（如时钟回拨）除外。
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

What is printed first is what the bundle is about: see that it is what you asked for. If the log has changed its signing
key, give the old keys as well as the new one (\`--key\` can be repeated).

Proven: the events are what the log signed, to the letter; streams claimed whole have no gap from their first event on;
personal data told is what was sealed then. A bundle of a stretch of time lacks nothing at either end or between: the
entry just before it (in neighbours.json) was recorded before the stretch, the one just after it after the stretch. Where
there is none after it, it goes to the end of what the head covers, and says nothing of what was recorded later. It cannot
tell where recorded times went back between streams, as after a clock was set back. Not proven: that nothing came after the last event shown, that no other
stream has an event about it, and that what was recorded was true.
`;
