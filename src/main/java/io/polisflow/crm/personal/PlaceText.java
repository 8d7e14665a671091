package io.polisflow.crm.personal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads places as a table of text, one a line: table | words | codes | scope | own | purpose | term | elsewhere.
 *
 * <p>A column of bytes among the words ends with {@code #}; an empty cell means none, and the last one may be left out.
 */
public final class PlaceText {

    private static final int CELLS = 7;

    private PlaceText() {}

    /** @throws IllegalArgumentException naming the line that is no place */
    public static List<Place> read(String text) {
        List<Place> places = new ArrayList<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            String[] cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
            if (cells.length != CELLS && cells.length != CELLS + 1) {
                throw new IllegalArgumentException("a place has " + CELLS + " cells: " + line);
            }
            List<String> words = names(cells[1]);
            places.add(new Place(
                    cells[0],
                    words.stream().filter(name -> !name.endsWith("#")).toList(),
                    words.stream()
                            .filter(name -> name.endsWith("#"))
                            .map(name -> name.substring(0, name.length() - 1))
                            .toList(),
                    names(cells[2]),
                    cells[3].isEmpty() ? null : cells[3],
                    cells.length > CELLS ? cells[CELLS] : null,
                    cells[4].isEmpty() ? null : cells[4],
                    cells[5],
                    cells[6]));
        });
        return List.copyOf(places);
    }

    private static List<String> names(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split("\\s+"));
    }
}
