/** The page of the simulated phones: one file, no framework, drawn from what `/events` says. */
export const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simulated desk phones</title>
<style>
  :root { color-scheme: light dark; --bg: light-dark(#f6f5f0, #0e1514); --body: light-dark(#22312f, #1a2726); --edge: #4a605d;
    --key: #304442; --text: light-dark(#16211f, #ecf1ee); --soft: light-dark(#57635f, #a3b0ab); --lcd: #dcebd9; --lcdtext: #14302b; --go: #1b7a4b; --stop: #a8371f }
  * { box-sizing: border-box }
  body { margin: 0; padding: 1.5rem; background: var(--bg); color: var(--text); font: 16px/1.45 system-ui, sans-serif }
  h1 { font-size: 1.35rem; margin: 0 0 .25rem } p { margin: 0 0 1.25rem; color: var(--soft); max-width: 60ch }
  #phones { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: 1.25rem; align-items: start }
  .phone { background: var(--body); color: #e9eef3; border-radius: 1.1rem; padding: 1rem; box-shadow: 0 10px 30px rgb(0 0 0 / .18) }
  .lcd { background: var(--lcd); color: var(--lcdtext); border-radius: .6rem; padding: .8rem .9rem; min-height: 9rem; display: grid; grid-template-rows: auto 1fr auto }
  .lcd strong { font-size: 1.1rem } .lcd .line { font-size: 1.5rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; align-self: center }
  .lcd .status { display: flex; justify-content: space-between; gap: 1rem; font-size: .85rem }
  .pad { display: grid; grid-template-columns: repeat(3, 1fr); gap: .45rem; margin-top: .8rem }
  button { font: inherit; min-height: 2.9rem; border: 1px solid var(--edge); border-radius: .6rem; background: var(--key); color: inherit; cursor: pointer }
  button:hover { filter: brightness(1.15) } button:focus-visible { outline: 3px solid #7fc8ff; outline-offset: 2px }
  .keys { display: flex; flex-wrap: wrap; gap: .45rem; margin-top: .8rem } .keys button { flex: 1 1 40% }
  .go { background: var(--go) } .stop { background: var(--stop) }
  .foot { display: flex; gap: .9rem; align-items: center; margin-top: .9rem; font-size: .85rem; color: #b8c2cc }
  .foot img { width: 5.2rem; height: 5.2rem; background: #fff; border-radius: .4rem; padding: .3rem } a { color: #9ad0ff }
  audio { width: 100%; margin-top: .6rem; height: 2.2rem } .ring .lcd { animation: ring .6s infinite alternate } @keyframes ring { to { background: #fff3b8 } }
  @media (prefers-reduced-motion: reduce) { .ring .lcd { animation: none; background: #fff3b8 } }
</style>
<h1>Simulated desk phones</h1>
<p>Press keys as on a real phone: a number and <b>Send</b>, digits during a call, <b>Hang up</b>. The code on each phone is its desk's label. After a call you can listen to what the phone heard.</p>
<main id="phones"></main>
<script>
  const main = document.getElementById('phones');
  const act = (mac, action, value) => fetch('/phones/' + mac + '/' + action, { method: 'POST', body: value ?? '' });
  const element = (tag, props, ...children) => { const e = Object.assign(document.createElement(tag), props); e.append(...children); return e; };
  const cards = new Map();
  function card(mac) {
    const ui = { label: element('strong', {}), line: element('div', { className: 'line' }), status: element('span', {}), who: element('span', {}), keys: element('div', { className: 'keys' }), foot: element('div', { className: 'foot' }), sound: element('audio', { controls: true, hidden: true, ariaLabel: 'What the phone heard in its last call' }) };
    const pad = element('div', { className: 'pad' }, ...'123456789*0#'.split('').map((key) => element('button', { type: 'button', textContent: key, ariaLabel: key === '*' ? 'star' : key === '#' ? 'hash' : key, onclick: () => act(mac, 'key', key) })),
      element('button', { type: 'button', className: 'stop', textContent: 'Hang up', onclick: () => act(mac, 'hang-up') }),
      element('button', { type: 'button', textContent: 'Clear', onclick: () => act(mac, 'clear') }),
      element('button', { type: 'button', className: 'go', textContent: 'Send', onclick: () => act(mac, 'send') }));
    ui.lcd = element('div', { className: 'lcd', role: 'status' }, ui.label, ui.line, element('div', { className: 'status' }, ui.status, ui.who));
    ui.box = element('section', { className: 'phone', ariaLabel: 'Phone ' + mac }, ui.lcd, ui.keys, pad, ui.sound, ui.foot);
    main.append(ui.box);
    return ui;
  }
  const words = { calling: 'Calling…', ringing: 'Ringing…', talking: 'In a call' };
  new EventSource('/events').onmessage = ({ data }) => {
    const phone = JSON.parse(data);
    const ui = cards.get(phone.mac) ?? card(phone.mac);
    cards.set(phone.mac, ui);
    ui.label.textContent = phone.label || 'Off';
    ui.line.textContent = phone.isIncoming && phone.call === 'ringing' ? 'Call from ' + phone.line : phone.line;
    ui.status.textContent = words[phone.call] ?? phone.status;
    ui.who.textContent = phone.registeredAs ? 'Registered as ' + phone.registeredAs : phone.mac.match(/../g).join(':');
    ui.box.classList.toggle('ring', phone.isIncoming && phone.call === 'ringing');
    ui.keys.replaceChildren(...phone.keys.map((key) => element('button', { type: 'button', textContent: key.label, onclick: () => act(phone.mac, 'line-key', String(key.number)) })));
    if (phone.call !== ui.before && ui.before === 'talking') { ui.sound.hidden = false; ui.sound.src = '/phones/' + phone.mac + '/heard.wav?' + Date.now(); }
    ui.before = phone.call;
    const text = element('div', {}, phone.deskUrl ? element('a', { href: phone.deskUrl, target: '_blank', textContent: 'Open the desk’s page' }) : 'This phone has no desk yet: it waits under Call Manager > Phones.', element('br'), phone.mac.match(/../g).join(':'));
    ui.foot.replaceChildren(...(phone.deskUrl ? [element('img', { src: '/phones/' + phone.mac + '/label.svg?' + encodeURIComponent(phone.deskUrl), alt: 'Code of this desk' })] : []), text);
  };
</script>
</html>`;
