/** Adds to a page what takes a script: printing it, and handing on its address. Without it the page lacks nothing else. */
const share = document.querySelector<HTMLElement>('.share');
if (share) addButtons(share);

function addButtons(row: HTMLElement): void {
  const url = row.dataset.url ?? location.href;
  const status = document.createElement('span');
  status.setAttribute('role', 'status');
  const say = (text: string) => {
    status.textContent = text;
  };
  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => say('The link is copied.'),
      () => say('The link could not be copied.'),
    );
  // A visitor may close the system's sheet again, which is no failure.
  const handOn = () => void navigator.share({ title: document.title, url }).catch(() => undefined);
  row.append(
    button('Print', () => print()),
    'share' in navigator ? button('Share', handOn) : button('Copy link', copy),
    status,
  );
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', press);
  return made;
}
