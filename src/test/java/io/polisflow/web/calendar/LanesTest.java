package io.polisflow.web.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.polisflow.web.calendar.Lanes.Hidden;
import io.polisflow.web.calendar.Lanes.Layout;
import io.polisflow.web.calendar.Lanes.Placed;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How overlapping touches share the width of a day. */
class LanesTest {

    private static Entry touch(int from, int minutes) {
        return new Entry(
                Entry.Source.TOUCH,
                1L,
                "/",
                LocalDate.EPOCH,
                from,
                minutes,
                "",
                "",
                "",
                "",
                null,
                false,
                false,
                false,
                from + "+" + minutes);
    }

    private static Layout layout(int most, Entry... entries) {
        return Lanes.of(List.of(entries), most);
    }

    @Test
    void whatDoesNotOverlapHasTheWholeWidth() {
        assertThat(layout(4, touch(600, 60), touch(660, 30)).placed())
                .extracting(Placed::from, Placed::lane, Placed::lanes)
                .containsExactly(tuple(600, 0, 1), tuple(660, 0, 1));
    }

    @Test
    void whatOverlapsStandsSideBySideAndALaneIsUsedAgain() {
        assertThat(layout(4, touch(600, 120), touch(615, 30), touch(660, 60)).placed())
                .extracting(Placed::from, Placed::lane, Placed::lanes)
                .containsExactly(tuple(600, 0, 2), tuple(615, 1, 2), tuple(660, 1, 2));
    }

    @Test
    void aLetterIsDrawnAsTallAsALineOfTextAndKeepsItsRoom() {
        Layout two = layout(4, touch(600, 15), touch(615, 15));
        assertThat(two.placed()).extracting(Placed::minutes, Placed::lanes).containsOnly(tuple(30, 2));
        assertThat(layout(4, touch(24 * 60 - 5, 60)).placed())
                .extracting(Placed::from, Placed::minutes)
                .containsExactly(tuple(24 * 60 - 30, 30));
    }

    @Test
    void ofTooManyTheLastLaneTellsHowManyThereAreMore() {
        Layout crowd = layout(
                3, touch(600, 60), touch(600, 60), touch(600, 60), touch(605, 60), touch(610, 60), touch(900, 60));
        assertThat(crowd.placed()).extracting(Placed::lanes).containsExactly(3, 3, 1);
        assertThat(crowd.hidden()).containsExactly(new Hidden(600, 2, 3, 3));
        assertThat(layout(3, touch(600, 60), touch(600, 60), touch(600, 60)).hidden())
                .isEmpty();
    }

    @Test
    void nothingLiesOnAnotherAndNothingIsLost() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Entry> entries = Stream.generate(() -> touch(random.nextInt(1440), 15 + random.nextInt(90)))
                    .limit(random.nextInt(40))
                    .toList();
            Layout layout = Lanes.of(entries, 4);
            List<Placed> placed = layout.placed();
            assertThat(placed.size()
                            + layout.hidden().stream().mapToInt(Hidden::count).sum())
                    .isEqualTo(entries.size());
            assertThat(IntStream.range(0, placed.size()).boxed().flatMap(i -> IntStream.range(0, i)
                            .mapToObj(j -> List.of(placed.get(i), placed.get(j)))))
                    .noneMatch(pair -> overlap(pair.get(0), pair.get(1)));
        }
    }

    private static boolean overlap(Placed one, Placed other) {
        boolean atOnce = one.from() < other.from() + other.minutes() && other.from() < one.from() + one.minutes();
        double left = Math.max((double) one.lane() / one.lanes(), (double) other.lane() / other.lanes());
        double right = Math.min((one.lane() + 1.0) / one.lanes(), (other.lane() + 1.0) / other.lanes());
        return atOnce && right - left > 1e-9;
    }
}
