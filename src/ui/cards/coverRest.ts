/**
 * While a card is alone on the screen, what it covers takes neither the keyboard nor a reader's attention: everything of the page beside
 * the card but the header, the legend, alerts and the transport. Returns what undoes it.
 */
export function coverRest(card: HTMLElement): () => void {
  const covered: HTMLElement[] = [];
  for (let at = card; at.parentElement && !at.classList.contains('page'); at = at.parentElement)
    for (const other of at.parentElement.children)
      if (other instanceof HTMLElement && other !== at && !other.inert && !other.matches(stays)) {
        other.inert = true;
        covered.push(other);
      }
  return () => {
    for (const element of covered) element.inert = false;
  };
}

const stays = '.header, .chips, .alerts, .transport, .skip-link';
