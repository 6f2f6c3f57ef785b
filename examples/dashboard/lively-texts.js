// What the people of the lively sandbox are called and say. They write Portuguese, as the accounts of this API mostly do.

export const people = [
  'Mariana Alves',
  'João Pedro Rocha',
  'Fernanda Castro',
  'Rafael Teixeira',
  'Beatriz Moura',
  'Gustavo Ribeiro',
  'Camila Duarte',
  'Tiago Azevedo',
  'Larissa Pinto',
  'Eduardo Martins',
  'Patrícia Gomes',
  'Lucas Ferreira',
  'Juliana Barros',
  'André Cardoso',
  'Renata Farias',
  'Felipe Nogueira',
  'Aline Batista',
  'Marcelo Vieira',
  'Sônia Cavalcanti',
  'Otávio Reis',
  'Débora Antunes',
  'Vinícius Lopes',
  'Tatiana Monteiro',
  'Paulo Henrique Dias',
  'Isabela Freitas',
  'Roberto Sampaio',
  'Natália Brito',
  'Caio Mendonça',
  'Helena Prates',
  'Bruna Siqueira',
  'Igor Salles',
  'Luiza Tavares',
  'Márcio Coelho',
  'Yasmin Borges',
  'Sérgio Amaral',
  'Priscila Neves',
];

/**
 * Turns of talk; `ours` is the shop's.
 * @type {{ ours?: boolean, text?: string, file?: string }[][]}
 */
export const dialogues = [
  [
    { text: 'Oi! Vocês ainda têm o vestido azul no tamanho 40?' },
    { file: 'vestido.svg', text: 'É este aqui' },
    { ours: true, text: 'Olá! Temos sim, chegou ontem. Quer que eu reserve para você?' },
    { text: 'Quero! Posso buscar no sábado?' },
    { ours: true, text: 'Pode, abrimos das 8h ao meio-dia. Fica reservado no seu nome.' },
    { text: 'Perfeito, obrigada!' },
  ],
  [
    { text: 'Bom dia, meu pedido 20418 ainda não chegou' },
    { text: 'A previsão era ontem' },
    { ours: true, text: 'Bom dia! Vou verificar com a transportadora e já volto.' },
    { ours: true, text: 'Ele saiu para entrega hoje às 7h40 e deve chegar até as 18h.' },
    { text: 'Ah, que bom. Fico no aguardo então' },
  ],
  [
    { text: 'A caixa chegou aberta e falta uma peça' },
    { file: 'caixa.svg' },
    { ours: true, text: 'Sinto muito! Pode me dizer qual peça faltou?' },
    { text: 'A blusa branca, tamanho M' },
    { ours: true, text: 'Obrigado. Enviamos outra amanhã, sem custo. O código de rastreio vai por aqui.' },
  ],
  [
    { text: 'Boa tarde! Vocês fazem uniforme para escola?' },
    { text: 'Seriam umas 30 peças, com bordado' },
    { ours: true, text: 'Boa tarde! Fazemos sim. Preparei um orçamento para você:' },
    { ours: true, file: 'orcamento.pdf', text: 'Orçamento 2231' },
    { text: 'Recebi, vou mostrar para a diretora e te falo até sexta' },
  ],
  [
    { text: 'Paguei agora o pedido por PIX' },
    { file: 'comprovante.svg', text: 'Segue o comprovante' },
    { ours: true, text: 'Recebido, obrigado! O pedido já está em separação.' },
    { text: 'Obrigada!' },
  ],
  [
    { text: 'Qual é o horário de vocês no feriado?' },
    { ours: true, text: 'No feriado abrimos das 9h às 14h.' },
    { text: 'Obrigado!' },
  ],
];

/** What people write at any time. */
export const replies = [
  'Certo, obrigada!',
  'Vocês entregam no mesmo dia?',
  'Pode me mandar o código de rastreio?',
  'Combinado',
  'Tem em outra cor?',
  'Quanto fica o frete para Campinas?',
  'Vou pensar e te aviso',
  'Consegue um desconto à vista?',
  'Ainda estou aguardando',
  'Qual o prazo de troca?',
];

/** Of cards. */
export const titles = [
  'Uniforme escolar, 30 peças',
  'Vestido de madrinha',
  'Troca de tamanho',
  'Kit enxoval',
  'Revenda em Campinas',
  'Fantasias de formatura',
  'Bordado personalizado',
  'Camisetas do evento',
  'Segunda via da nota',
  'Entrega em condomínio',
  'Aventais para restaurante',
  'Jalecos da clínica',
  'Pedido atrasado',
  'Toalhas com monograma',
  'Cortinas sob medida',
  'Reposição de estoque',
  'Vestido azul, tam. 40',
  'Orçamento da pousada',
];
