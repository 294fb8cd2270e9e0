"""The list of faults fits the code; whether each is caught, ``make mutants`` tells."""

from tests.mutants.faults import ROOT, read_faults


def test_the_words_that_a_fault_replaces_stand_in_its_file_once() -> None:
    for fault in read_faults():
        text = (ROOT / fault.file).read_text(encoding="utf-8")
        assert fault.put_into(text) != text, fault.name


def test_every_fault_has_a_name_of_its_own_and_a_test_that_is_there() -> None:
    faults = read_faults()
    assert len(faults) >= 50
    assert len({fault.name for fault in faults}) == len(faults)
    for fault in faults:
        for test in fault.test.split():
            path, _, name = test.partition("::")
            function = name.partition("[")[0]
            assert f"def {function}(" in (ROOT / path).read_text(encoding="utf-8"), test
