package io.polisflow.crm.calendar;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The calendars by which people work. */
interface CalendarRepository extends Repository<CalendarRegion, String> {

    CalendarRegion saveAndFlush(CalendarRegion calendar);

    Optional<CalendarRegion> findById(String code);

    @Query("select c from CalendarRegion c order by case when c.code = 'ru' then 0 else 1 end, c.name")
    List<CalendarRegion> all();

    /** Tells all nodes of a change, and holds up whoever else changes the calendar until this one is through. */
    @Modifying
    @Query("update CalendarRegion c set c.revision = c.revision + 1 where c.code = :code")
    int raise(String code);
}
