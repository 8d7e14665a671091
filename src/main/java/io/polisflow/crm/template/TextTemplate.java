package io.polisflow.crm.template;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.template.Template.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A wording that can be filled in: {@code {field}} prints a value, {@code [ … ]} is left out when a field in it is unknown,
 * {@code **…**} is bold, {@code #} and {@code ##} begin headings. It knows no code, so that whoever words a letter can run none.
 */
public final class TextTemplate {

    private sealed interface Piece {}

    private record Words(String text) implements Piece {}

    private record Named(Field field) implements Piece {}

    private record Weight() implements Piece {}

    private record Heading(int level) implements Piece {}

    private record Maybe(List<Piece> pieces) implements Piece {}

    private final List<Piece> pieces;

    private TextTemplate(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /**
     * @param input name of the form's field that a refusal tells
     * @throws RefusedException naming the line of a slip and what to do about it
     */
    public static TextTemplate parse(String input, String text, List<Field> fields) {
        return new TextTemplate(new Reader(input, text.replace("\r", ""), fields).readAll());
    }

    /**
     * @param values by the fields' keys; absent, null and blank ones are unknown
     * @param blocks keys of the blocks that have something to show
     */
    public List<Part> fill(Map<String, String> values, Set<String> blocks) {
        PartWriter out = new PartWriter();
        write(pieces, values, blocks, out);
        return out.parts();
    }

    boolean names(Field field) {
        return names(pieces, field);
    }

    private static boolean names(List<Piece> pieces, Field field) {
        return pieces.stream()
                .anyMatch(piece -> piece instanceof Named named && named.field().equals(field)
                        || piece instanceof Maybe maybe && names(maybe.pieces(), field));
    }

    private static void write(List<Piece> pieces, Map<String, String> values, Set<String> blocks, PartWriter out) {
        for (Piece piece : pieces) {
            if (piece instanceof Words words) {
                out.text(words.text());
            } else if (piece instanceof Weight) {
                out.turnWeight();
            } else if (piece instanceof Heading heading) {
                out.heading(heading.level());
            } else if (piece instanceof Named named) {
                if (!isKnown(named.field(), values, blocks)) {
                    out.leftOut();
                } else if (named.field().block()) {
                    out.block(named.field().key());
                } else {
                    out.text(values.get(named.field().key()));
                }
            } else if (piece instanceof Maybe maybe) {
                boolean known = maybe.pieces().stream()
                        .allMatch(each -> !(each instanceof Named named) || isKnown(named.field(), values, blocks));
                if (known) {
                    write(maybe.pieces(), values, blocks, out);
                } else {
                    out.leftOut();
                }
            }
        }
    }

    private static boolean isKnown(Field field, Map<String, String> values, Set<String> blocks) {
        if (field.block()) {
            return blocks.contains(field.key());
        }
        String value = values.get(field.key());
        return value != null && !value.isBlank();
    }

    private static final class Reader {

        private final String input;
        private final String text;
        private final List<Field> fields;
        private int at;
        private int line = 1;

        Reader(String input, String text, List<Field> fields) {
            this.input = input;
            this.text = text;
            this.fields = fields;
        }

        List<Piece> readAll() {
            List<Piece> pieces = read(0);
            if (at < text.length()) {
                throw refused("лишняя закрывающая скобка «]»");
            }
            return pieces;
        }

        private List<Piece> read(int depth) {
            List<Piece> pieces = new ArrayList<>();
            StringBuilder words = new StringBuilder();
            boolean bold = false;
            while (at < text.length() && !(text.charAt(at) == ']' && depth > 0)) {
                char c = text.charAt(at);
                int heading = headingHere();
                if (heading > 0) {
                    flush(words, pieces);
                    pieces.add(new Heading(heading));
                    at += heading + 1;
                } else if (text.startsWith("**", at)) {
                    flush(words, pieces);
                    pieces.add(new Weight());
                    bold = !bold;
                    at += 2;
                } else if (c == '{') {
                    flush(words, pieces);
                    pieces.add(field());
                } else if (c == '[') {
                    flush(words, pieces);
                    pieces.add(maybe(depth));
                } else if (c == ']' || c == '}') {
                    throw refused("лишняя закрывающая скобка «" + c + "»");
                } else {
                    line += c == '\n' ? 1 : 0;
                    words.append(c);
                    at++;
                }
            }
            if (bold) {
                throw refused("жирное начинается с ** и кончается **, второй пары нет");
            }
            flush(words, pieces);
            return pieces;
        }

        /** @return 1 or 2 where a line or an optional part begins with so many # and a blank, else 0 */
        private int headingHere() {
            boolean begins = at == 0 || text.charAt(at - 1) == '\n' || text.charAt(at - 1) == '[';
            if (!begins) {
                return 0;
            }
            return text.startsWith("# ", at) ? 1 : text.startsWith("## ", at) ? 2 : 0;
        }

        private Piece field() {
            int end = text.indexOf('}', at);
            if (end < 0 || text.substring(at, end).indexOf('\n') >= 0) {
                throw refused("поле не закрыто скобкой «}»");
            }
            String name = text.substring(at + 1, end).strip();
            at = end + 1;
            return fields.stream()
                    .filter(each -> each.name().equalsIgnoreCase(name))
                    .findFirst()
                    .map(Named::new)
                    .orElseThrow(() -> refused("нет поля «" + name + "»; возможные перечислены рядом с текстом"));
        }

        private Piece maybe(int depth) {
            int begun = line;
            at++;
            if (depth > 4) {
                throw refused("слишком много скобок одна в другой");
            }
            List<Piece> pieces = read(depth + 1);
            if (at >= text.length()) {
                line = begun;
                throw refused("скобка «[» не закрыта");
            }
            if (pieces.stream().noneMatch(Named.class::isInstance)) {
                throw refused("в квадратных скобках нет поля: непонятно, когда их пропускать");
            }
            at++;
            return new Maybe(pieces);
        }

        private static void flush(StringBuilder words, List<Piece> pieces) {
            if (!words.isEmpty()) {
                pieces.add(new Words(words.toString()));
                words.setLength(0);
            }
        }

        private RefusedException refused(String problem) {
            return new TextSlip(input, line, problem);
        }
    }
}
