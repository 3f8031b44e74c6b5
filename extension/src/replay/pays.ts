/**
 * What is for the person alone to press: what pays, orders, books or subscribes, by what stands on
 * it. Too wide costs one press; too narrow costs money.
 */

/** Any word that begins so. */
const STEMS = {
  en: 'purchas|subscrib|prepay|renew|donat(?:e|i)',
  de: 'kauf|bezahl|zahl(?:en|ung)|einzahl|(?:kosten|zahlungs)pflichtig|(?:ü|ue)berweis|buchen|buchung|reserv|abonn|beauftrag|verl(?:ä|ae)nger',
  fr: 'achet|achat|r[ée]serv|souscri|paiement',
  es: 'suscri|transferi|contratar',
  it: 'acquist|prenot|abbon|sottoscri',
  nl: 'betal|aankoop|donatie|doner|abonne',
  pt: 'encomend',
};

/** Words as they are. */
const WORDS = {
  en: 'pay(?:ing|ment)?|pay ?pal|buy(?:ing)?|check ?-?out|(?:place|make|raise) (?:your |a |my )?bid|bid now|start .{0,20}trial|upgrade (?:now|to|plan|your)|top ?-?up|(?:transfer|send) (?:money|funds|cash)|order (?:now|again|and|it|this|these|with|for|here|online|my|your)|book (?:now|again|and|it|this|these|a|an|the|my|your|for|here|online|with)|rent (?:now|it|this)',
  de: 'spende[nt]?|abo|auftrag|mieten|gebot abgeben|mitbieten|zur kasse|einkauf abschlie(?:ß|ss)en',
  fr: 'pay(?:er|ez|ons)|r[ée]gler|commande[rz]?|(?:faire|faites|fais) un don|je donne|virement|passer (?:à la|en) caisse',
  es: 'pag(?:ar?|o|ue|uen)|comprar?|compre|pedido|ordenar (?:ahora|ya)|encargar|donar?|donaci[oó]n',
  it: 'pag(?:are|amento)|comprare|ordin(?:a|are) (?:ora|adesso|subito|e)|bonifico|donare|donazione|(?:alla|in) cassa',
  nl: 'koop|kopen|boek (?:nu|direct)|nu boeken|boeking|done(?:er|ren)|afrekenen|overmaken|overschrijven|huur nu|naar (?:de )?kassa',
  'de and nl': 'bestel(?:le|len|lung|ling)?',
  pt: 'pagamento|assin(?:ar|e)|doar|doa[çc][ãa]o',
};

/** What is done, and with what: neither says it alone, for "order" is also how a list is sorted. */
const DONE =
  '(?:plac|complet|confirm|submit|send|finish|finali[sz]|process|authori[sz]|approv|execut|inv[ií]|conferm|effettu|conclud|procedi|realiz|bevestig|plaats|afrond|voltooi|best(?:ä|ae)tig|valid)\\p{L}*';
const WITH =
  '(?:order|payments?|booking|transfer|transaction|trade|bid|deal|ordine|ordre|orden|transacción)';

const [BEGIN, END] = ['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'];

const PAYS = new RegExp(
  [
    `${BEGIN}(?:${Object.values(STEMS).join('|')})`,
    `${BEGIN}(?:${Object.values(WORDS).join('|')})${END}`,
    `${BEGIN}${DONE}\\s(?:\\S{1,20}\\s){0,3}(?:l['’])?${WITH}${END}`,
    // Nothing else is on it, or what it costs.
    `^\\W*(?:order|book|reserve|rent|ordina|boek|abonn?e?r?)\\W*(?:\\p{Sc}.*|\\d+(?:[.,]\\d\\d(?!\\d)|\\s?\\p{Sc}).*)?$`,
  ].join('|'),
  'iu',
);

export function pays(name: string): boolean {
  return PAYS.test(name.normalize('NFC').replaceAll(/\s+/g, ' '));
}
