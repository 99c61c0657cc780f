const again = { en: 'Try again', de: 'Noch einmal versuchen', fr: 'Réessayer', es: 'Intentar de nuevo' };
const chosen = /perch-language=(\w\w)/.exec(document.cookie)?.[1] ?? navigator.language.slice(0, 2);
const language = chosen in again ? chosen : 'en';
document.documentElement.lang = language;
for (const section of document.querySelectorAll('section')) section.hidden = section.lang !== language;
const link = document.querySelector('#again');
link.href = location.href;
link.querySelector('span').textContent = again[language];

const LOOK_EVERY_MS = 3_000;
/** That there is a network again does not say that Perch is: it is asked, and asked again. */
const look = () =>
  fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(
    () => location.reload(),
    () => {},
  );
addEventListener('online', look);
setInterval(look, LOOK_EVERY_MS);
