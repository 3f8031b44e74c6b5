package dev.stillroom.distiller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The direction of the package arrows. */
class ArchitectureTest {

  private static final String ROOT = "dev.stillroom.distiller.";

  /** A package may use those that stand before it. */
  private static final List<String> ORDER =
      List.of("dataset", "teacher", "train", "verify", "select");

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.stillroom.distiller");
  }

  @Test
  void arrowsBetweenPackagesPointOneWay() {
    for (int i = 0; i < ORDER.size() - 1; i++) {
      String[] later =
          ORDER.subList(i + 1, ORDER.size()).stream()
              .map(name -> ROOT + name + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ROOT + ORDER.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @Test
  void everyPackageHasItsPlace() {
    for (JavaClass type : classes) {
      if (!type.getPackageName().equals("dev.stillroom.distiller")) {
        String name = type.getPackageName().substring(ROOT.length()).split("\\.")[0];
        assertTrue(ORDER.contains(name), type::getName);
      }
    }
  }

  @Test
  void theDistillerKnowsNothingOfTheHost() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.stillroom.host..")
        .check(classes);
  }
}
