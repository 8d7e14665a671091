package io.polisflow.bench.harness;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Prints the report when the benchmarks of a virtual machine are over; other tests leave none. */
public class ReportPrinter implements TestExecutionListener {

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        String report = Report.text();
        if (report != null) {
            System.out.println(report);
        }
    }
}
