// The look of approvals. Colours, sizes and type come from the page's tokens. A card fills the box it
// stands in: it scrolls inside, and its answer stays in reach of a thumb.
import { SHEET } from "../sheet";

export const CARD = `
.card{display:flex;flex-direction:column;min-height:0;height:100%;color:var(--ink);font:var(--t-md);overflow-wrap:anywhere}
.card h2,.card h3,.card p,.card dl,.card dd,.card pre,.card ol,.card ul,.card section{margin:0}
.card .body{flex:1;min-height:0;overflow-y:auto;overscroll-behavior:contain;padding:var(--s4);display:flex;flex-direction:column;gap:var(--s5)}
.card .body>*{width:100%;max-width:760px}
.card .body:focus-visible{outline:none;box-shadow:inset 0 0 0 2px var(--act)}
.card .hd{display:flex;gap:var(--s3);align-items:flex-start}
.card .sees{margin-top:calc(-1*var(--s3))}
.card .lead{flex:1;min-width:0}
.card h2{padding:0;font:var(--t-xl);font-weight:var(--semi);letter-spacing:-.01em;color:var(--ink);display:block}
.card .lead p{color:var(--ink-2);font:var(--t-sm);margin-top:2px}
.card h3{padding:0;font:var(--t-sm);font-weight:var(--semi);color:var(--ink-2);margin-bottom:var(--s2)}
.card .all{display:flex;flex-direction:column;gap:var(--s5)}
.card .end{display:block;height:1px;margin-top:calc(-1*var(--s5))}
.sees{list-style:none;padding:var(--s2) var(--s3);background:var(--stop-tint);border-radius:var(--r2);display:grid}
.sees li{display:grid;grid-template-columns:20px minmax(0,1fr);gap:var(--s2);padding:5px 0}
.sees .i{color:var(--stop);margin-top:1px}
.sees .wait .i{color:var(--wait)}
.sees:not(:has(li:not(.wait))){background:var(--wait-tint)}
.run{display:block;background:var(--plate);border:1px solid var(--edge);border-radius:var(--r2);padding:var(--s3);font:14px/22px var(--mono);white-space:pre-wrap;overflow-wrap:anywhere;tab-size:4}
.run,.mono,.fact code,.fact dd,.files code{unicode-bidi:bidi-override;direction:ltr;text-align:left}
.mono{font:var(--t-code);white-space:pre-wrap;overflow-wrap:anywhere}
.hid{display:inline-block;padding:0 4px;margin:0 1px;border-radius:3px;background:var(--stop-solid);color:var(--stop-ink);font:600 11px/16px var(--mono);vertical-align:1px;white-space:nowrap}
.cap{display:flex;flex-wrap:wrap;gap:2px var(--s3);justify-content:space-between;font:var(--t-xs);color:var(--ink-3);padding:6px 2px 0!important}
.diff{padding:var(--s2) 0}
.diff>div{display:grid;grid-template-columns:24px minmax(0,1fr);padding:0 var(--s2) 0 0;font:13px/20px var(--mono)}
.diff i{font-style:normal;text-align:center;color:var(--ink-3);user-select:none}
.diff code{font:inherit;white-space:pre-wrap;min-height:20px}
.diff .add{background:var(--add)}.diff .add i{color:var(--add-sign)}
.diff .del{background:var(--del)}.diff .del i{color:var(--del-sign)}
.card .plate{background:var(--plate);border-radius:var(--r3);box-shadow:var(--shade)}
.parts,.files{list-style:none;padding:0}
.parts li{display:grid;grid-template-columns:24px minmax(0,1fr);gap:0 var(--s2);padding:10px var(--s3)}
.parts li+li,.files li+li{border-top:1px solid var(--line)}
.parts .no{font:var(--t-xs);line-height:20px;color:var(--ink-3)}
.parts p{grid-column:2;font:var(--t-sm);color:var(--ink-2);margin-top:2px!important}
.parts p.stop{color:var(--stop);font-weight:var(--semi)}.parts p.wait{color:var(--wait);font-weight:var(--semi)}
.files li{display:grid;grid-template-columns:20px minmax(0,1fr);gap:var(--s3);padding:10px var(--s3);min-height:var(--tap)}
.files .i{margin-top:1px;color:var(--ink-3)}
.sum{display:block;font:12px/18px var(--mono);color:var(--ink-3)}
.fact{display:grid;grid-template-columns:96px minmax(0,1fr);gap:8px var(--s3);padding:var(--s3);font:var(--t-sm)}
.fact dt{color:var(--ink-3)}
.fact dd{white-space:pre-wrap}
.fact code{font:12px/18px var(--mono)}
.fact a{display:inline-flex;align-items:center;min-height:var(--tap);margin:-13px 0;color:var(--act);font-weight:var(--semi);text-decoration:none}
.own{border:1px dashed var(--edge);border-radius:var(--r2);padding:var(--s3);font:var(--t-sm);color:var(--ink-2);unicode-bidi:isolate}
.own b{display:block;font:var(--t-xs);font-weight:var(--semi);color:var(--ink-3);margin-bottom:2px}
.own span{white-space:pre-wrap}
.scopes p{padding:var(--s3);font:var(--t-sm);color:var(--ink-2)}
.scopes label{display:grid;grid-template-columns:24px minmax(0,1fr);gap:var(--s3);align-items:start;padding:var(--s3);min-height:var(--tap);cursor:pointer}
.scopes label+label{border-top:1px solid var(--line)}
.scopes input{width:22px;height:22px;margin:0;accent-color:var(--act)}
.scopes .dim{display:block;font:var(--t-sm)}
.closed{padding:var(--s3)}
.closed p+p{margin-top:var(--s2)!important;font:var(--t-sm)}
.bar{flex:none;background:var(--plate);border-top:1px solid var(--line);padding:10px var(--s4) calc(12px + var(--safe-b));box-shadow:0 -4px 24px #0000000f}
.bar>*{max-width:760px}
.hint{font:var(--t-xs);color:var(--ink-2);margin-bottom:8px!important}
.hint.wait{color:var(--wait);font-weight:var(--semi)}
.bar:has(.duo[hidden]) .hint{margin:0!important;font:var(--t-sm)}
.bar.done .hint{font:var(--t-md);color:var(--ink)}
.duo{display:flex;gap:var(--s2)}
.duo .btn{flex:1;min-width:0;min-height:52px;font:var(--t-lg);font-weight:var(--semi);padding:4px var(--s2);white-space:normal;line-height:20px}
.duo.stack{display:block}
.card .dim{color:var(--ink-3)}
.card .btn{color:var(--ink)}
.card .btn.main{color:var(--act-ink)}
.btn.nostop{color:var(--stop)!important;border-color:currentColor!important}
.btn.yes{background:var(--clear-solid);border-color:var(--clear-solid);color:var(--clear-ink)!important}
.btn.no{background:var(--stop-solid);border-color:var(--stop-solid);color:var(--stop-ink)!important}
.btn.next{background:var(--inset);border-style:dashed;color:var(--ink-2)}
.card .btn:disabled{opacity:.55;cursor:default}
.ticks{list-style:none;padding:2px 0 12px}
.ticks li:not(.last){display:grid;grid-template-columns:22px minmax(0,1fr) auto;gap:var(--s3);align-items:start;padding-bottom:12px;position:relative}
.ticks li:not(:last-child):not(.last)::before{content:"";position:absolute;left:10px;top:20px;bottom:-2px;width:2px;background:var(--line)}
.ticks li.done:not(:last-child)::before{background:var(--clear-solid)}
.ticks .o{width:22px;height:22px;border-radius:50%;display:grid;place-items:center;z-index:1;box-sizing:border-box}
.ticks .done .o{background:var(--clear-solid);color:var(--clear-ink)}
.ticks .fail .o{background:var(--stop-solid);color:var(--stop-ink)}
.ticks .wait .o{border:2px solid var(--edge);background:var(--plate)}
.ticks .wait b{color:var(--ink-2)}
.ticks .o .i{width:14px;height:14px;stroke-width:3}
.ticks b{font-weight:var(--semi)}
.ticks span{display:block;font:var(--t-xs);color:var(--ink-3)}
.ticks time{font:12px/22px var(--mono);color:var(--ink-3)}
.ticks .last{font:var(--t-sm);color:var(--ink-2)}
.ring{position:relative;flex:none;width:44px;height:44px;display:grid;place-items:center;font:600 12px/1 var(--sans);color:var(--ink-2);white-space:nowrap;font-variant-numeric:tabular-nums}
.ring svg{position:absolute;inset:0;transform:rotate(-90deg)}
.ring circle{fill:none;stroke-width:3;stroke:var(--line)}
.ring circle+circle{stroke:var(--ink-2);stroke-linecap:round}
.ring.low{color:var(--wait)}.ring.low circle+circle{stroke:var(--wait-solid)}
.ring.last{color:var(--stop)}.ring.last circle+circle{stroke:var(--stop-solid)}
.sheet .tell{font:var(--t-sm);color:var(--ink-2);margin:0 0 var(--s3)}
.sheet label{display:block}
.sheet textarea{display:block;width:100%;min-height:88px;border:1px solid var(--edge);border-radius:var(--r2);background:var(--inset);color:var(--ink);padding:10px var(--s3);font:var(--t-in);resize:none}
.sheet textarea:focus{outline:none;border-color:var(--act);box-shadow:inset 0 0 0 1px var(--act)}
.sheet .duo{margin-top:var(--s3)}
.sugg{display:flex;gap:var(--s2);overflow-x:auto;margin:var(--s2) calc(-1*var(--s4)) 0;padding:2px var(--s4);scrollbar-width:none}
.sugg .btn{font:var(--t-sm);flex:none;padding:0 var(--s3)}
@media (min-width:900px){.bar .duo{max-width:460px}.duo.stack{max-width:560px!important}}
${SHEET}`;

export const STYLE = `
*{box-sizing:border-box;font-variant-ligatures:none!important}
[hidden]{display:none!important}
button,input,textarea{font:inherit;color:inherit}
button,a{touch-action:manipulation;cursor:pointer;-webkit-tap-highlight-color:transparent}
:is(button,a,input,[tabindex]):focus-visible{outline:none;box-shadow:var(--focus);border-radius:var(--r1)}
.i{width:20px;height:20px;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.g{width:16px;height:16px;flex:none;fill:currentColor}
.stop{color:var(--stop)}.wait{color:var(--wait)}.clear{color:var(--clear)}.dim{color:var(--ink-3)}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.btn{display:inline-flex;align-items:center;justify-content:center;gap:var(--s2);min-width:var(--tap);min-height:var(--tap);padding:0 var(--s4);border:1px solid var(--edge);border-radius:var(--r2);background:var(--plate);font-weight:var(--semi);white-space:nowrap;color:var(--act)}
.btn.main{background:var(--act);border-color:var(--act);color:var(--act-ink)}
.btn.quiet{border-color:transparent;background:none;padding:0}
.apv{font:var(--t-md);color:var(--ink);overflow-wrap:anywhere}
.top{display:flex;align-items:center;gap:var(--s2);min-height:var(--bar)}
.top h1{margin:0;padding:0;font:var(--t-xl);font-weight:var(--semi);flex:1}
.live{display:inline-flex;align-items:center;gap:6px;font:var(--t-xs);color:var(--ink-3)}
.lamp{width:8px;height:8px;border-radius:50%;background:var(--clear-solid);flex:none}
.lamp.off{background:none;border:2px solid var(--edge)}
.note{background:var(--wait-tint);color:var(--wait);border-radius:var(--r2);padding:var(--s2) var(--s4);font:var(--t-sm);margin-bottom:var(--s3)}
.list section{margin:var(--s2) 0 var(--s5)}
.list h2{font:var(--t-sm);font-weight:var(--semi);color:var(--ink-2);margin:0 0 var(--s2) var(--s1);padding:0}
.list h2.stop{color:var(--stop)}
.list h2 i{font-style:normal;font-weight:400;color:var(--ink-3);margin-left:var(--s2)}
.plate{background:var(--plate);border-radius:var(--r3);box-shadow:var(--shade);overflow:hidden}
.need .plate{border-left:4px solid var(--stop-solid)}
.ap{display:grid;grid-template-columns:44px minmax(0,1fr) 20px;gap:2px var(--s3);padding:var(--s3);align-items:center;min-height:72px;color:inherit;text-decoration:none}
.ap+.ap,.gr+.gr{border-top:1px solid var(--line)}
.ap:hover{background:var(--inset)}
.ap:focus-visible{box-shadow:inset 0 0 0 2px var(--act)}
.ap[aria-current]{background:var(--act-tint)}
.ap>.ring,.ap>.mk{grid-row:1/4;align-self:start}
.ap .mk{display:grid;place-items:center;width:44px;height:24px}
.ap>.i{grid-column:3;grid-row:1/4;color:var(--ink-3)}
.ap>b,.ap>.w,.ap>.m{grid-column:2}
.ap b{font-weight:var(--semi)}
.ap .w{font:12px/18px var(--mono);color:var(--ink-2);display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden;unicode-bidi:isolate}
.ap .m{font:var(--t-xs);color:var(--ink-3)}
.ap .said{font:var(--t-sm);color:var(--ink-2);unicode-bidi:isolate}
.ap.past b{font-weight:400}
.tag{display:inline-flex;align-items:center;gap:4px;font:var(--t-xs);font-weight:var(--semi);color:var(--stop)}
.tag .i{width:15px;height:15px}.tag .g{width:12px;height:12px}
.tag.wait{color:var(--wait)}
.gr{padding:var(--s2) var(--s3);min-height:60px}
.gr span{display:block;font:var(--t-xs);color:var(--ink-3)}
.gr code{font:var(--t-code);white-space:pre-wrap}
.empty.plate{padding:var(--s5);margin:var(--s3) 0;max-width:560px}
.empty h2{font:var(--t-lg);font-weight:var(--semi);color:var(--ink);margin:0 0 var(--s2)}
.empty p{margin:0;color:var(--ink-2)}
@media (max-width:899px){
.apv.alone{position:fixed;inset:0;z-index:50;display:flex;flex-direction:column;background:var(--paper)}
.alone .side{flex:none;background:var(--plate);border-bottom:1px solid var(--line)}
.alone .top{padding-right:var(--s3);min-height:56px}
.alone .top h1{font:var(--t-lg);font-weight:var(--semi)}
.alone .note{margin:0;border-radius:0}
.alone .one{flex:1;min-height:0}
.apv:not(.alone) .one{display:none}
}
@media (min-width:900px){
.apv{position:fixed;inset:0 0 0 var(--rail);display:grid;grid-template:minmax(0,1fr)/340px minmax(0,1fr);background:var(--paper)}
.apv.bare{grid-template-columns:minmax(0,1fr) 0}
.apv.bare .side{border:0;padding:0 var(--s5)}
.side{border-right:1px solid var(--line);padding:0 var(--s4);overflow:auto}
.top{min-height:64px}
.one{min-width:0;min-height:0}
.card .body{padding:var(--s5)}
.bar{padding:12px var(--s5)}
}
${CARD}`;
