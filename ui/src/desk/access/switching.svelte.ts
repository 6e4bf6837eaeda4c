// Whether somebody else is taking over. Reached by Ctrl Shift L, the menu and the search box.
class Switching {
  open = $state(false);
}
export const switching = new Switching();
