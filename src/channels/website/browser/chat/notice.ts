/** A message above the conversation, with a button that tries again where trying again helps. */
export function showNotice(place: HTMLElement, text: string, action?: string, retry?: () => void): void {
  // Said once, however often it is found out.
  if (!place.hidden && place.firstElementChild?.textContent === text) return;
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  place.replaceChildren(paragraph);
  if (action && retry) place.append(retryButton(place, action, retry));
  place.hidden = false;
}

export function hideNotice(place: HTMLElement): void {
  place.hidden = true;
  place.replaceChildren();
}

function retryButton(place: HTMLElement, action: string, retry: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = action;
  button.addEventListener('click', () => {
    hideNotice(place);
    retry();
  });
  return button;
}
