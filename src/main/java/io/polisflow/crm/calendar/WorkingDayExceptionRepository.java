package io.polisflow.crm.calendar;

import java.time.LocalDate;
import java.util.List;
import org.springframework.data.repository.Repository;

/** Reads the exceptions of the stretch of days that a question is about. */
interface WorkingDayExceptionRepository extends Repository<WorkingDayException, LocalDate> {

    List<WorkingDayException> findByDayGreaterThanEqual(LocalDate first);

    List<WorkingDayException> findByDayBetween(LocalDate first, LocalDate last);
}
