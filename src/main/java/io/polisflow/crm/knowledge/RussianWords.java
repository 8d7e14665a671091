package io.polisflow.crm.knowledge;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reduces Russian words to beginnings that their forms share.
 *
 * <p>PostgreSQL's Russian stemmer makes three different stems of «дорого», «дороже», «дорогой», because the consonant alternates;
 * these beginnings know the alternation. They serve as prefixes beside its stems, and alone where there is no such stemmer.
 */
final class RussianWords {

    /** A shorter beginning would be shared with too many strangers: «цен» begins «центр». */
    static final int SHORTEST_PREFIX = 4;

    private static final int SHORTEST_STEM = 3;

    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{Nd}]+");
    private static final Pattern COMPARATIVE = Pattern.compile("по(.{3,}(?:же|ше|че|ще|ле|ее|ей))");
    private static final Pattern REFLEXIVE = Pattern.compile("(.{4,})(?:ся|сь)");

    private static final Set<String> STOP_WORDS =
            Set.copyOf(List.of(("а без бы был была были было быть в вам вас вы да для до его ее если есть"
                            + " еще же за здесь и из или им их к как когда которые который кто ли лишь мне мой мы на над наш"
                            + " наша наше наши не него нее нет ни них но ну о об он она они оно от очень по под при с сам свой себя со"
                            + " так такой там то того тоже только том ты у уж уже чем что чтобы это этот эта эти я нам нас нами все всё"
                            + " другой другие другого")
                    .split(" ")));

    private static final List<String> ENDINGS = Stream.of(
                    ("а е и й о у ы ь ю я ия ие ии ию ья ью ов ев ам ям ом ем ой ей ый ий ая яя"
                                    + " ое ее ые их ых ую юю ою ею им ым ах ях ет ют ит ят ат ут ть ла ло ли ал ил ел ок ек"
                                    + " ого его ому ему ыми ими ами ями ией иям иях ает ают яет яют ует уют ать ять ить еть ала ало али"
                                    + " ила ило или ите ете ешь ишь ает аем яем иями иях овать ывать ивать ость ости остью")
                            .split(" "))
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();

    private static final Map<String, List<String>> ALTERNATIONS = Map.ofEntries(
            Map.entry("ж", List.of("г", "д")),
            Map.entry("г", List.of("ж")),
            Map.entry("д", List.of("ж")),
            Map.entry("ш", List.of("х")),
            Map.entry("х", List.of("ш")),
            Map.entry("ч", List.of("к", "т")),
            Map.entry("к", List.of("ч")),
            Map.entry("щ", List.of("ст")),
            Map.entry("ст", List.of("щ")),
            Map.entry("вл", List.of("в")));

    private RussianWords() {}

    /** @return lower-case words in order, each once, «ё» as «е», without words that say nothing; empty for null */
    static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        if (text != null) {
            for (String word : SEPARATORS.split(text.toLowerCase(Locale.ROOT).replace('ё', 'е'))) {
                if (word.length() > 1 && !STOP_WORDS.contains(word)) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    /** @return beginnings of the word's forms, the plain stem first */
    static Set<String> stems(String word) {
        Set<String> stems = new LinkedHashSet<>();
        String stem = stem(word);
        addWithAlternations(stem, stems);
        var comparative = COMPARATIVE.matcher(word);
        if (comparative.matches()) {
            addWithAlternations(stem(comparative.group(1)), stems);
        }
        return stems;
    }

    /** Whether the word of a text is a form of the word that somebody looks for, whose stems are given. */
    static boolean isForm(String word, Set<String> stems) {
        return stems.stream()
                .anyMatch(stem -> stem.length() >= SHORTEST_PREFIX
                        ? word.startsWith(stem)
                        : stem(word).equals(stem));
    }

    private static void addWithAlternations(String stem, Set<String> stems) {
        stems.add(stem);
        if (stem.length() < SHORTEST_PREFIX) {
            return;
        }
        ALTERNATIONS.forEach((end, others) -> {
            if (stem.endsWith(end)) {
                String root = stem.substring(0, stem.length() - end.length());
                others.forEach(other -> stems.add(root + other));
            }
        });
    }

    private static String stem(String word) {
        var reflexive = REFLEXIVE.matcher(word);
        String plain = reflexive.matches() ? reflexive.group(1) : word;
        for (String ending : ENDINGS) {
            // «дорого» is no genitive of «дор»: a long ending needs a longer stem.
            int shortest = ending.length() > 2 ? SHORTEST_STEM + 1 : SHORTEST_STEM;
            if (plain.endsWith(ending) && plain.length() - ending.length() >= shortest) {
                return plain.substring(0, plain.length() - ending.length());
            }
        }
        return plain;
    }
}
