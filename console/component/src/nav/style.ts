// Tabs at the thumb, a rail on a desk. Fixed: the page scrolls under them.
export const STYLE = `
*{box-sizing:border-box;margin:0;font-variant-ligatures:none!important}
[hidden]{display:none!important}
.nav{position:fixed;z-index:6;left:0;right:0;bottom:0;color:var(--ink-2);font:var(--t-xs)}
nav{display:flex;background:var(--plate);border-top:1px solid var(--line);padding-bottom:var(--safe-b)}
.logo,.me{display:none}
button{flex:1;min-width:0;height:var(--tabs);display:flex;flex-direction:column;align-items:center;justify-content:center;gap:2px;position:relative;border:0;background:none;color:inherit;font:inherit;cursor:pointer;touch-action:manipulation;-webkit-tap-highlight-color:transparent}
button[aria-current]{color:var(--act);font-weight:var(--semi)}
:is(button,a):focus-visible{outline:none;box-shadow:inset 0 0 0 2px var(--act);border-radius:var(--r2)}
.i{width:22px;height:22px;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
[data-page=more] .i{stroke-width:3}
.n{position:absolute;top:5px;left:calc(50% + 6px);min-width:18px;height:18px;padding:0 5px;border-radius:9px;background:var(--stop-solid);color:var(--stop-ink);font:600 11px/18px var(--sans);text-align:center;font-variant-numeric:tabular-nums}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.news{display:flex;align-items:center;gap:var(--s1);min-height:var(--bar);padding:2px var(--s1) 2px var(--s4);font:var(--t-sm);color:var(--ink);background:var(--plate);border-top:1px solid var(--line);border-left:4px solid var(--act)}
.news.needs{border-left-color:var(--stop-solid)}
.news span{flex:1;min-width:0;overflow:hidden;overflow-wrap:anywhere;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;unicode-bidi:isolate}
.news button,.news a{flex:none;min-width:var(--tap);height:var(--tap);padding:0 var(--s2);display:flex;align-items:center;justify-content:center;font:var(--t-sm);font-weight:var(--semi);color:var(--act);text-decoration:none}
.news button{font-weight:400;color:var(--ink-3);flex-direction:row}
.lamp{display:inline-block;width:8px;height:8px;border-radius:50%;background:var(--clear-solid);flex:none;margin-right:6px}
.lamp.off{background:none;border:2px solid var(--edge)}
@media (max-width:899px){.desk{display:none}}
@media (min-width:900px){
.phone{display:none}
.nav{right:auto;top:0;width:var(--rail);display:flex;flex-direction:column;background:var(--plate);border-right:1px solid var(--line);font:var(--t-md)}
nav{flex:1;min-height:0;overflow-y:auto;flex-direction:column;gap:2px;padding:var(--s3) var(--s2);border:0;background:none}
.logo{display:flex;align-items:center;gap:var(--s2);padding:0 var(--s2) var(--s4);font:var(--t-lg);font-weight:var(--semi);color:var(--ink)}
.logo img{width:28px;height:28px}
nav button{flex:none;height:var(--tap);flex-direction:row;justify-content:flex-start;gap:var(--s3);padding:0 var(--s3);border-radius:var(--r2)}
nav button:hover{background:var(--inset)}
nav button[aria-current]{background:var(--act-tint)}
.n{position:static;margin-left:auto}
.news{order:2;flex-wrap:wrap;gap:0;margin:0 var(--s2);padding:var(--s2) var(--s1) 0 var(--s3);border:0;border-left:4px solid var(--act);border-radius:var(--r1);background:var(--inset)}
.news span{flex:1 0 100%;-webkit-line-clamp:4}
.news button,.news a{padding:0 var(--s3) 0 0;justify-content:flex-start}
.me{order:3;display:block;padding:var(--s3) var(--s5) var(--s4);padding-left:calc(var(--s2) + var(--s3));font:var(--t-xs);color:var(--ink-3);overflow-wrap:anywhere}
.me b{display:block;font:var(--t-sm);font-weight:var(--semi);color:var(--ink)}
}`;
