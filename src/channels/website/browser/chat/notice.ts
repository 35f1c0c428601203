/** A message in place of the conversation, with a button that tries again. */
export function showNotice(place: HTMLElement, text: string, action: string, retry: () => void): void {
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = action;
  button.addEventListener('click', () => {
    hideNotice(place);
    retry();
  });
  place.replaceChildren(paragraph, button);
  place.hidden = false;
}

export function hideNotice(place: HTMLElement): void {
  place.hidden = true;
  place.replaceChildren();
}
