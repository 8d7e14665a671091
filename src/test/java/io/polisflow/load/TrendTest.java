package io.polisflow.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** A leak is seen in few figures, and one odd figure is none. */
class TrendTest {

    private static final Offset<Double> NEARLY = Offset.offset(0.001);

    @Test
    void whatGrowsSteadilyGrows() {
        assertThat(Trend.growth(List.of(100.0, 110.0, 120.0, 130.0, 140.0))).isEqualTo(40.0 / 120, NEARLY);
    }

    @Test
    void oneOddFigureIsNoGrowth() {
        assertThat(Trend.growth(List.of(100.0, 101.0, 100.0, 99.0, 400.0))).isLessThan(0.05);
    }

    @Test
    void whatFallsIsBelowZero() {
        assertThat(Trend.growth(List.of(140.0, 130.0, 120.0, 110.0))).isNegative();
    }
}
