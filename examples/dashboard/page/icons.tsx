// Drawings beside words, or inside buttons that have a name of their own: screen readers skip them.

const shapes = {
  sessions: 'M4 5.500h16v10H11l-4 3.500v-3.500H4z',
  contacts:
    'M12 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM5 19.500c.600-3.500 3.300-5.500 7-5.500s6.400 2 7 5.500',
  panel: 'M4 5h4.500v14H4zM10.750 5h4.500v9h-4.500zM17.500 5H20v12h-2.500z',
  migrate: 'M4 8h13m-3.500-3.500L17 8l-3.500 3.500M20 16H7m3.500-3.500L7 16l3.500 3.500',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M14.500 5.500L8 12l6.500 6.500',
  next: 'M9.500 5.500L16 12l-6.500 6.500',
  attach:
    'M17.500 11.500l-5.800 5.800a3.300 3.300 0 0 1-4.700-4.700l6.700-6.700a2.200 2.200 0 0 1 3.100 3.100l-6.300 6.300a1 1 0 0 1-1.500-1.500l5.400-5.400',
  template: 'M5 4.500h14v15H5zM8 8.500h8M8 12h8M8 15.500h4',
  send: 'M4.500 12L20 4.500 15.500 20l-3-6.500z',
  search: 'M10.500 16.500a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM15 15l5 5',
  warning: 'M12 4L3 19.500h18zM12 10v4.500M12 16.800v.4',
  clock: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 7.500V12l3 2',
  file: 'M6.500 3.500h7l4 4v13h-11zM13.500 3.500v4h4',
  one: 'M5 12.500l4.500 4.500L19 7.500',
  two: 'M2.500 12.500L7 17l9-9.500M10.500 15.500L12 17l9.500-9.500',
  offline: 'M3 3l18 18M6 12.500a9 9 0 0 1 4-2.200M18 12.500a9 9 0 0 0-3-1.900M9 16a4.500 4.500 0 0 1 6 0M12 19v.2',
  down: 'M6 9.500l6 6 6-6',
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}
