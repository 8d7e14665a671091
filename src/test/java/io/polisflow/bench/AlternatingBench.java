package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whole lives of deals with something switched on and off, in alternating rounds of one run. */
abstract class AlternatingBench extends LifeBench {

    @Autowired
    private DataSource database;

    /**
     * @param what is written, in the plural
     * @param on switches the writing
     * @param rows how many were written so far
     */
    void alternate(String what, Consumer<Boolean> on, LongSupplier rows) throws Exception {
        long before = rows.getAsLong();
        life();
        long perLife = rows.getAsLong() - before;
        assertThat(perLife).isPositive();
        Contestant with = Contestant.each("with", LIVES, this::life).before(() -> on.accept(true));
        Contestant without = Contestant.each("without", LIVES, this::life).before(() -> on.accept(false));
        try {
            Turns.take(CpuMeter.of(database), 2, 5, with, without);
        } finally {
            on.accept(true);
        }
        Report.settings(getClass(), engine);
        Report.add(Row.of(
                getClass(),
                "whole lives with and without the writing of " + what + ", " + perLife + " each",
                Unit.PER_SECOND,
                with,
                without));
    }
}
