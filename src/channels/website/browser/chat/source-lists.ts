const LIST = 'details.webchat__link-definitions';

/**
 * Closes the list of sources under each answer as it comes, so that the table which follows is in view. Web Chat puts
 * it up open and has no option for that; a list that the user opens stays open.
 */
export function closeSourceLists(chat: HTMLElement): void {
  new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node instanceof Element) closeWithin(node);
    }
  }).observe(chat, { childList: true, subtree: true });
}

function closeWithin(element: Element): void {
  const lists = [...element.querySelectorAll(LIST), ...(element.matches(LIST) ? [element] : [])];
  for (const list of lists) list.removeAttribute('open');
}
