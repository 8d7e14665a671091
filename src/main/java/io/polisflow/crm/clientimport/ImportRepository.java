package io.polisflow.crm.clientimport;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads and keeps imports; their rows are {@link ImportRows}. */
interface ImportRepository extends Repository<ClientImport, Long> {

    /** At once: the rows that refer to it are written past the entities. */
    ClientImport saveAndFlush(ClientImport file);

    Optional<ClientImport> findById(Long id);

    List<ClientImport> findTop20ByAuthorInOrderByIdDesc(Collection<String> authors);

    @Query("select distinct i.author from ClientImport i")
    List<String> authors();
}
