// The look of the session page. Colours, sizes and type come from the page's tokens.
import { CARD } from "../approvals/style";

export const STYLE = `
:host,.sb{--m:0}
*{box-sizing:border-box;font-variant-ligatures:none!important}
button{font:inherit;color:inherit;cursor:pointer;touch-action:manipulation}
[hidden]{display:none!important}
.ses{position:fixed;inset:0;z-index:50;display:flex;flex-direction:column;background:var(--term);color:var(--ink);font:var(--t-md);overflow:hidden}
.i{width:22px;height:22px;flex:none;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.g{width:12px;height:12px;flex:none;fill:currentColor}
.btn{min-width:var(--tap);min-height:var(--tap);display:inline-flex;align-items:center;justify-content:center;gap:var(--s2);border:1px solid var(--edge);border-radius:var(--r2);background:var(--plate);color:var(--act);padding:0 var(--s3);font-weight:var(--semi)}
.btn.quiet{border-color:transparent;background:none;padding:0}
.btn.main{background:var(--act);color:var(--act-ink);border-color:var(--act);padding:0}
.btn.stop{color:var(--stop);border-color:var(--stop)}
.btn.stop[data-sure]{background:var(--stop-solid);color:var(--stop-ink);border-color:var(--stop-solid)}
.btn:disabled{opacity:.5;cursor:default}
:is(button,textarea,a,[tabindex]):focus-visible{outline:none;box-shadow:var(--focus)}
.top{flex:none;display:flex;align-items:center;gap:var(--s1);min-height:var(--bar);padding:0 var(--s1);background:var(--plate);border-bottom:1px solid var(--line)}
.who{flex:1;min-width:0;display:flex;flex-direction:column}
.who h1{margin:0;padding:0;font:var(--t-md);font-weight:var(--semi);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.who p{margin:0;font:var(--t-xs);color:var(--ink-3);display:flex;align-items:center;gap:5px;white-space:nowrap;overflow:hidden}
.who p span{overflow:hidden;text-overflow:ellipsis}
.who .clear{color:var(--clear)}.who .wait{color:var(--wait)}.who .stop{color:var(--stop)}
.note{flex:none;padding:var(--s2) var(--s4);font:var(--t-sm);background:var(--wait-tint);color:var(--wait);overflow-wrap:anywhere}
.note.calm{background:var(--inset);color:var(--ink-2)}
.note:not([hidden]){display:flex;flex-wrap:wrap;align-items:center;gap:var(--s1) var(--s3)}
.note.over{position:absolute;z-index:1;inset:var(--bar) 0 auto 0;border-bottom:1px solid var(--line)}
.low .note.over{top:44px}
.note>span{flex:1 1 200px;min-width:0}
.note .btn{padding:0 var(--s3)}
.note a{color:inherit;font-weight:var(--semi)}
.scr{flex:1;min-height:0;overflow:auto;position:relative;background:var(--term);padding:4px 8px;scrollbar-width:none;overscroll-behavior:contain;touch-action:none}
.scr .xterm{width:max-content;min-width:100%}
.scr .still{position:absolute;inset:0;z-index:3;overflow:hidden;background:var(--term);white-space:pre;pointer-events:none}
.scr .still span{display:inline-block;height:100%;vertical-align:top}
.scr .wait4{position:absolute;inset:0;display:flex;align-items:center;justify-content:center;padding:var(--s4);text-align:center;color:var(--term-dim);font:var(--t-sm)}
.stat{flex:none;display:flex;gap:var(--s3);align-items:center;min-height:32px;padding:3px var(--s3);background:var(--term);color:var(--term-dim);border-top:1px solid #ffffff1a;font:var(--t-xs);white-space:nowrap}
.stat span{overflow:hidden;text-overflow:ellipsis}
.stat .lamp{width:8px;height:8px;border-radius:50%;background:#43b57d;flex:none;margin-right:-6px}
.stat .lamp[data-state=away]{background:none;border:2px solid var(--term-cursor)}
.stat .size{margin-left:auto;flex:none}
.stat .btn{background:none;border-color:#6e7d8e;color:var(--term-ink);font:var(--t-xs);font-weight:var(--semi);padding:0 10px}
.stat .btn.offer{border-color:var(--term-cursor);color:var(--term-cursor)}
.stat .says{flex:none}.stat .people{flex:0 1 auto;min-width:0}
.stat .btn .i{width:16px;height:16px}
.keys{flex:none;display:flex;gap:6px;padding:4px 6px;background:var(--plate);border-top:1px solid var(--line);align-items:center}
.keys>div{flex:1;min-width:0;display:flex;gap:6px;overflow-x:auto;scrollbar-width:none;padding:2px;margin:-2px}
.keys button{flex:none;min-width:var(--tap);height:var(--tap);padding:0 8px;border:1px solid var(--line);border-bottom:2px solid var(--edge);border-radius:6px;background:var(--inset);color:var(--ink);font:var(--t-sm);font-weight:var(--semi)}
.keys button[aria-pressed=true]{background:var(--act);color:var(--act-ink);border-color:var(--act)}
.keys button:disabled{opacity:.45}
.keys .int .i{width:18px;height:18px;fill:currentColor}
.keys .int{color:var(--stop);border-color:var(--stop);display:flex;align-items:center;justify-content:center}
.comp{flex:none;display:flex;gap:6px;align-items:flex-end;padding:6px;padding-bottom:calc(6px + var(--safe-b));background:var(--plate)}
.field{flex:1;min-width:0;border:1px solid var(--edge);border-radius:var(--r2);background:var(--inset);display:flex;align-items:flex-end}
.field:focus-within{border-color:var(--act);box-shadow:inset 0 0 0 1px var(--act)}
.field textarea{flex:1;min-width:0;border:0;outline:0;box-shadow:none!important;background:none;color:var(--ink);resize:none;min-height:44px;max-height:132px;padding:10px 0 10px 12px;font:var(--t-in)}
.field textarea::placeholder{color:var(--ink-3)}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.told{flex:none;padding:6px 12px 0;background:var(--plate);font:var(--t-xs);color:var(--ink-3);overflow-wrap:anywhere}
.told.stop{color:var(--stop)}.told.clear{color:var(--clear)}
.facts{background:var(--plate);padding:var(--s4);overflow:auto;color:var(--ink);position:absolute;inset:var(--bar) 0 0 0;z-index:2}
.facts h2{margin:var(--s5) 0 var(--s2);padding:0;font:var(--t-sm);font-weight:var(--semi)}
.facts h2:first-child{margin-top:0}
.facts dl{display:grid;grid-template-columns:84px minmax(0,1fr);gap:6px var(--s2);margin:0;font:var(--t-sm)}
.facts dt{color:var(--ink-3)}.facts dd{margin:0;overflow-wrap:anywhere}
.ren label{display:block;font:var(--t-sm);font-weight:var(--semi)}
.ren input{display:block;width:100%;margin-top:var(--s2);min-height:var(--tap);padding:0 var(--s3);border:1px solid var(--edge);border-radius:var(--r2);background:var(--inset);color:var(--ink);font:var(--t-in)}
.ren input:focus{outline:none;border-color:var(--act);box-shadow:inset 0 0 0 1px var(--act)}
.ren{margin-top:var(--s5)}.ren .act .btn{padding:0 var(--s3)}
.facts .told{padding:var(--s2) 0 0;margin:0}
.facts .ren .act{margin-top:var(--s3)}
.facts .act{margin-top:var(--s5);display:flex;gap:var(--s2);flex-wrap:wrap}
@media (min-width:900px){
.ses{left:var(--rail);display:grid;grid-template:auto auto minmax(0,1fr) auto auto auto auto auto/minmax(0,1fr) 288px}
.ses>*{grid-column:1}
.top{grid-column:1/-1;min-height:64px;padding:0 var(--s4);gap:var(--s3)}
.note{grid-row:2;grid-column:1/-1}.note.over{grid-row:3;grid-column:1;top:0}.scr{grid-row:3;padding:12px 14px}.stat{grid-row:4;min-height:52px;font:var(--t-sm)}.asks{grid-row:5}.keys{grid-row:6}.told{grid-row:7}.comp{grid-row:8;padding:8px 12px}
.facts,.facts[hidden]{display:block!important;position:static;grid-column:2;grid-row:3/9;border-left:1px solid var(--line)}
.phone{display:none!important}
}
.low .note.calm,.low .stat .btn:not(.now){display:none}
.low .stat{min-height:28px;padding:0 var(--s3)}
.low .top{min-height:44px}
@media (min-width:900px) and (pointer:fine){.keys>div{display:none}.keys{display:none}}
@media (max-width:899px){.desk{display:none!important}}
.asks{flex:none;display:flex;flex-direction:column;min-height:0;max-height:60dvh;background:var(--paper);border-top:4px solid var(--wait-solid)}
.asks.mine{border-color:var(--stop-solid)}.asks.past{border-color:var(--line)}
.asks .fold{flex:none;display:flex;align-items:center;gap:var(--s3);padding:0 var(--s1) 0 var(--s4);background:var(--plate);border-bottom:1px solid var(--line)}
.asks .fold b{flex:1;min-width:0;font:var(--t-md);font-weight:var(--semi);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.asks:not(.folded) .fold .i{transform:none}
.asks.folded .fold .i{transform:rotate(180deg)}
.asks .card{height:auto;flex:0 1 auto}
.asks .card .body{flex:0 1 auto;padding:var(--s3) var(--s4) var(--s4);gap:var(--s4)}
.asks .card .hd{display:none}
.asks .card .sees{margin:0}
.asks .fold .ring{transform:scale(.8)}
.low .asks{max-height:45dvh}
${CARD}`;
