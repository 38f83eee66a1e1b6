// The look of the fleet. Colours, sizes and type come from the page's tokens.
import { SHEET } from "../sheet";

export const STYLE = `
*{box-sizing:border-box;margin:0;font-variant-ligatures:none!important}
:host,.fl{display:block}
.fl{font:var(--t-md);color:var(--ink);overflow-wrap:anywhere}
[hidden]{display:none!important}
button,input,select{font:inherit;color:inherit}
button,a{touch-action:manipulation;cursor:pointer}
:is(button,a,input,select,[tabindex]):focus-visible{outline:none;box-shadow:var(--focus);border-radius:var(--r1)}
.i{width:20px;height:20px;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.g{width:16px;height:16px;fill:currentColor}
.stop{color:var(--stop)}.wait{color:var(--wait)}.clear{color:var(--clear)}.dim{color:var(--ink-3)}
.top{display:flex;align-items:center;gap:var(--s3);min-height:var(--bar)}
.top h1{font:var(--t-xl);font-weight:var(--semi);flex:1}
.live{display:inline-flex;align-items:center;gap:6px;font:var(--t-xs);color:var(--ink-3)}
.lamp{width:8px;height:8px;border-radius:50%;background:var(--clear-solid);flex:none}
.lamp.off{background:none;border:2px solid var(--edge)}
.btn{display:inline-flex;align-items:center;justify-content:center;gap:var(--s2);min-width:var(--tap);min-height:var(--tap);padding:0 var(--s4);border:1px solid var(--edge);border-radius:var(--r2);background:var(--plate);font-weight:var(--semi);white-space:nowrap;text-decoration:none;color:var(--act)}
.btn.main{background:var(--act);border-color:var(--act);color:var(--act-ink)}
.btn[aria-expanded=true]{background:var(--act-tint)}
.btn.square{padding:0;flex:none}
.desk{display:none}
.find{display:flex;gap:var(--s2);margin-bottom:var(--s3)}
.field{flex:1;min-width:0;display:flex;align-items:center;gap:var(--s2);height:var(--tap);padding:0 var(--s3);border:1px solid var(--edge);border-radius:var(--r2);background:var(--plate);color:var(--ink-3)}
.field input{flex:1;min-width:0;border:0;outline:0;background:none;font:var(--t-in);color:var(--ink)}
.field:focus-within{box-shadow:var(--focus)}
.sel{display:flex;flex-wrap:wrap;gap:var(--s2);margin-bottom:var(--s3)}
.sel label{flex:1 1 130px;min-width:0;font:var(--t-xs);color:var(--ink-3);display:grid;gap:2px}
.sel select{min-height:var(--tap);width:100%;font:var(--t-in);border:1px solid var(--edge);border-radius:var(--r2);background:var(--plate);padding:0 var(--s2);color:var(--ink)}
.sel .tick{flex:1 0 100%;display:flex;align-items:center;gap:var(--s3);min-height:var(--tap);font:var(--t-md);color:var(--ink)}
.tick input{width:22px;height:22px;margin:0;accent-color:var(--act)}
.chosen{display:flex;align-items:center;gap:var(--s2);margin:0 0 var(--s2) var(--s1);font:var(--t-sm);color:var(--ink-2)}
.chosen span{flex:1;min-width:0}
.chosen .btn{font:var(--t-sm);font-weight:var(--semi);padding:0 var(--s2)}
.mach{display:flex;gap:var(--s2);overflow-x:auto;margin:0 calc(-1*var(--s4)) var(--s4);padding:4px var(--s4);scrollbar-width:none;list-style:none}
.mach li{flex:none;display:block}
.mach button{width:100%;min-height:52px;max-width:280px;display:grid;grid-template-columns:8px minmax(0,1fr);column-gap:10px;align-items:center;align-content:center;padding:6px var(--s3);font:var(--t-sm);border:0;border-radius:var(--r3);background:var(--plate);box-shadow:var(--shade);text-align:left}
.mach button:focus-visible{box-shadow:var(--focus);border-radius:var(--r3)}
.mach .chosen{margin:0;background:var(--act-tint)}
.mach b{font-weight:var(--semi);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mach span{grid-column:2;font:var(--t-xs);color:var(--ink-3);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.mach .add{grid-template-columns:20px auto;color:var(--act)}
section{margin-bottom:var(--s5)}
h2{font:var(--t-sm);font-weight:var(--semi);color:var(--ink-2);margin:0 0 var(--s2) var(--s1)}
h2.stop{color:var(--stop)}h2.wait{color:var(--wait)}
h2 i{font-style:normal;font-weight:400;color:var(--ink-3);margin-left:var(--s2)}
.plate{background:var(--plate);border-radius:var(--r3);box-shadow:var(--shade);overflow:hidden}
.ses{display:grid;grid-template-columns:16px minmax(0,1fr) auto;column-gap:var(--s3);row-gap:2px;align-items:baseline;padding:11px var(--s3) 12px;min-height:64px;position:relative;color:inherit;text-decoration:none;contain:layout style}
.ses:hover{background:var(--act-tint)}
.ses:focus-visible{box-shadow:inset 0 0 0 2px var(--act)}
.ses+.ses{border-top:1px solid var(--line)}
.ses .g{align-self:start;margin-top:3px}
.tt{font-weight:var(--semi);display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden;unicode-bidi:isolate}
.ago{font:var(--t-xs);color:var(--ink-3);white-space:nowrap;font-variant-numeric:tabular-nums}
.now{grid-column:2/-1;font:var(--t-sm);color:var(--ink-2);overflow:hidden;text-overflow:ellipsis;white-space:nowrap;unicode-bidi:isolate}
.tt,.now{text-align:left}
.ses code{font:12px/18px var(--mono)}
.meta{grid-column:2/-1;font:var(--t-xs);color:var(--ink-3);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.meta span+span::before{content:" · "}
.need .ses{border-left:4px solid var(--stop-solid);padding-left:var(--s2)}
.need .ago{color:var(--ink-2);font-weight:var(--semi)}
.need .now{white-space:normal;color:var(--ink);display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical}
.more{width:100%;min-height:var(--tap);border:0;border-top:1px solid var(--line);background:none;color:var(--act);font-weight:var(--semi)}
.rest{padding:var(--s3);border-top:1px solid var(--line);font:var(--t-sm);color:var(--ink-3);text-align:center}
.empty{max-width:480px;margin:var(--s5) auto;padding:var(--s5);background:var(--plate);border-radius:var(--r3);box-shadow:var(--shade)}
.empty[data-kind^=looking]{background:none;box-shadow:none;text-align:center}
.empty h2{font:var(--t-lg);font-weight:var(--semi);color:var(--ink);margin:0 0 var(--s2)}
.empty p{color:var(--ink-2)}
.empty h2+.btn{margin-top:var(--s2)}
.empty ol{list-style:none;padding:0;display:grid;gap:var(--s4);margin-top:var(--s4)}
.empty li{display:grid;grid-template-columns:28px minmax(0,1fr);gap:var(--s3)}
.empty li>div>.btn{display:flex;margin-top:var(--s2)}
.empty li>b{width:28px;height:28px;border-radius:50%;border:2px solid var(--act);color:var(--act);text-align:center;font:600 13px/24px var(--sans)}
.sheet .dimmed{font:var(--t-sm);color:var(--ink-2);margin:var(--s3) 0 0}
.sheet .cmd+.dimmed{margin-top:0}
.sheet .bad{background:var(--stop-tint);border-radius:var(--r2);padding:var(--s3);margin-bottom:var(--s3)}
.qr{background:#fff;border-radius:var(--r2);padding:var(--s2);width:min(240px,70%);margin:var(--s4) auto 0;display:block}
.facts{display:grid;grid-template-columns:minmax(80px,auto) minmax(0,1fr);gap:var(--s2) var(--s4);font:var(--t-sm)}
.facts dt{color:var(--ink-3)}
.facts dd{margin:0}
.acts{display:flex;flex-wrap:wrap;gap:var(--s2);margin-top:var(--s4)}
.acts .btn{flex:1 1 auto}
.note{background:var(--wait-tint);color:var(--wait);border-radius:var(--r2);padding:var(--s2) var(--s4);font:var(--t-sm);margin-bottom:var(--s3)}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (min-width:900px){
.desk{display:inline-flex}
.cols{display:grid;grid-template-columns:minmax(0,1fr) 264px;gap:var(--s5);align-items:start}
.cols aside{order:2}
.mach{display:block;margin:0;padding:0;border-radius:var(--r3);box-shadow:var(--shade);overflow:hidden auto;max-height:70vh;background:var(--plate)}
.mach button{max-width:none;border-radius:0;box-shadow:none;background:none;padding:8px var(--s3)}
.mach button:hover{background:var(--inset)}
.mach .chosen{background:var(--act-tint)}
.mach button:focus-visible{box-shadow:inset 0 0 0 2px var(--act)}
.mach li+li{border-top:1px solid var(--line)}
.cols aside{position:sticky;top:var(--s4)}
.cols aside h2{display:block}
.find,.sel,.chosen{max-width:640px}
.ses{grid-template-columns:16px minmax(0,1fr) 200px 84px;padding:9px var(--s4);min-height:56px}
.tt{-webkit-line-clamp:1}
.ses .now{grid-column:2;grid-row:2}
.ses .meta{grid-column:3;grid-row:1/3;align-self:center;font:var(--t-sm)}
.meta span{display:block;overflow:hidden;text-overflow:ellipsis}
.meta span+span::before{content:none}
.ses .ago{grid-column:4;grid-row:1/3;align-self:center;text-align:right}
section{margin-bottom:var(--s4)}
}${SHEET}`;
