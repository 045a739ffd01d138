import { DARK_COLOURS, LADDER_STYLE, LIGHT_COLOURS } from './ladder-svg.js';

/** The page of the HTML report: light or dark by what the reader prefers, always light on paper. No script, nothing fetched. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;${LIGHT_COLOURS}}
@media(prefers-color-scheme:dark){:root{${DARK_COLOURS}}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:66rem;background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;line-height:1.25;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--faint);padding-bottom:.2rem}
h3{font-size:1.05rem;margin:.2rem 0 .5rem;overflow-wrap:anywhere}
h4{font-size:.95rem;margin:1rem 0 .2rem}
p,ul{margin:.4rem 0}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--panel);padding:.1em .3em;border-radius:3px;overflow-wrap:anywhere}
.quiet{color:var(--quiet)}
.calm{color:var(--good);font-size:1.15rem}
.incident{border:1px solid var(--faint);border-left:5px solid var(--tone);border-radius:6px;padding:.8rem 1rem;margin:1rem 0}
.error{--tone:var(--bad)}.warning{--tone:var(--warning)}.note{--tone:var(--note)}.info{--tone:var(--quiet)}
.severity{color:var(--tone);font-weight:600;text-transform:uppercase;font-size:.8rem;letter-spacing:.04em}
.facts{color:var(--quiet);font-size:.92rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.92rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}
table.rows{font-size:.85rem}
.rows th,.rows td{white-space:nowrap;padding-right:.65rem}
.rows td:last-child{white-space:normal;padding-right:0}
th{border-bottom:1px solid var(--faint);color:var(--quiet);font-weight:600}
td.number,th.number{text-align:right}
td.bad{color:var(--bad)}td.caution{color:var(--warning)}
footer{margin-top:3rem;color:var(--quiet);font-size:.85rem}
${LADDER_STYLE}
@media print{
:root{color-scheme:light;${LIGHT_COLOURS}}
body{max-width:none;padding:0;font-size:11pt}
.incident,tr,svg{break-inside:avoid}
h2,h3,h4{break-after:avoid}
.scroll{overflow:visible}
table.rows{font-size:7.5pt}
.rows th,.rows td{white-space:normal;padding-right:.45rem}
}
`;
