def test_units_stand_in_the_order_of_the_vietnamese_alphabet(linked, client_as, db):
    with db.conn:
        db.execute("UPDATE unit SET name = 'Chi đoàn Trạm Y tế' WHERE code = 'AP1'")
    page = client_as("district").get("/sheets/").text
    assert page.index("Chi đoàn ấp Hai") < page.index("Chi đoàn Trạm Y tế")
    choices = client_as("district").get("/sheets/link").text
    assert choices.index("Chi đoàn ấp Hai") < choices.index("Chi đoàn Trạm Y tế")
