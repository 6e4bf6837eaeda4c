// Whether the list of keys is open. Reached by `?`, the menu and the search box.
class Help {
  open = $state(false);
}
export const help = new Help();
