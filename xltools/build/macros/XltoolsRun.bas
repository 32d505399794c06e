Attribute VB_Name = "XltoolsRun"
Option Explicit

' What every button runs. The source is ASCII: what an officer reads stands in the hidden sheet xltools.text.
' What the stock module xlwings would answer in English, or not at all, is found out here before it is called.

Private Const TEXT_SHEET As String = "xltools.text"
Private Const CONF_SHEET As String = "xlwings.conf"
Private Const PYTHON As String = "XLTOOLS_PYTHON"
Private Const FOUND As String = "XLTOOLS_FOUND"
Private Const LAST_ROW As Long = 200
Private Const SECOND_CLICK As Double = 1

' Press a button: XtRun "collect". A second click while it runs, or right after, does nothing.
Public Sub XtRun(ByVal key As String)
    Static running As Boolean, latest As String, ended As Double
    If running Then Exit Sub
    If key = latest And Timer >= ended And Timer - ended < SECOND_CLICK Then Exit Sub
    running = True
    RunOnce key
    running = False
    latest = key
    ended = Timer
End Sub

' For the functions: %XLTOOLS_PYTHON% of sheet xlwings.conf is this workbook's Python, or an error says why not.
Public Sub XtReady()
    Dim trouble As String
    trouble = Unprepared(ThisWorkbook.Path)
    If trouble <> "" Then Err.Raise 1000, "xltools", trouble
End Sub

' Tell Excel's function wizard what the functions listed in sheet xltools.text do; once is enough.
Public Sub XtDescribe()
    Static done As Boolean
    Dim sheet As Object, row As Long, saved As Boolean
    Set sheet = SheetNamed(TEXT_SHEET)
    If done Or sheet Is Nothing Then Exit Sub
    saved = ThisWorkbook.Saved
    For row = 1 To LAST_ROW
        If Left$(sheet.Cells(row, 1).Value, 9) = "function:" Then Describe sheet, row
    Next
    ThisWorkbook.Saved = saved
    done = True
End Sub

Private Sub RunOnce(ByVal key As String)
    Dim trouble As String, result As Variant
    On Error GoTo failed
    trouble = Refusal(ThisWorkbook.Path, ThisWorkbook.Name)
    If trouble = "" And OnWindows() Then trouble = Unprepared(ThisWorkbook.Path)
    If trouble = "" Then
        ShowStatus Filled("starting", Said("label:" & key))
        result = RunPython("import xltools.live; xltools.live.press('" & key & "')")
        ShowStatus False
        If IsNumeric(result) Then
            If result <> 0 Then trouble = Filled("failed", Said("label:" & key))
        End If
    End If
    If trouble <> "" Then Tell trouble
    If OnWindows() Then XtDescribe
    Exit Sub
failed:
    trouble = Err.Number & " " & Err.Description
    ShowStatus False
    Tell Filled("failed", Said("label:" & key)) & vbLf & vbLf & Filled("technical", trouble)
End Sub

' Why no button can be pressed in a workbook of this folder and name; empty when it can.
Private Function Refusal(ByVal folder As String, ByVal file As String) As String
    Dim sign As String
    sign = BadSign(folder, file)
    If folder = "" Then
        Refusal = Said("unsaved")
    ElseIf InStr(folder, "://") > 0 Then
        Refusal = Filled("cloud", folder)
    ElseIf InWps() Then
        Refusal = Said("wps")
    ElseIf sign <> "" Then
        Refusal = FilledTwice("sign", sign, folder & " " & file)
    ElseIf LTrim$(file) <> file Then
        Refusal = Filled("space", file)
    End If
End Function

' A sign that does not reach Python: cmd.exe expands % and takes ^ away, a quotation mark ends the word,
' xlwings cuts the file's name at =. Spaces, & and brackets do reach it.
Private Function BadSign(ByVal folder As String, ByVal file As String) As String
    Dim i As Long, signs As String
    signs = "%^" & Chr$(34)
    For i = 1 To Len(signs)
        If InStr(folder & file, Mid$(signs, i, 1)) > 0 Then BadSign = Mid$(signs, i, 1)
    Next
    If InStr(file, "=") > 0 Then BadSign = "="
End Function

' WPS runs macros, but xlwings finds no Excel there.
Private Function InWps() As Boolean
    On Error Resume Next
    InWps = InStr(1, Application.Path, "WPS Office", vbTextCompare) > 0
End Function

' Elsewhere whoever opened the workbook for pressing brings Python along.
Private Function OnWindows() As Boolean
    OnWindows = InStr(ThisWorkbook.Path, "/") = 0
End Function

' Sets %XLTOOLS_PYTHON%, unless the office wrote an interpreter of its own into sheet xlwings.conf.
' The sentence says why Python will not start; empty when it will.
Private Function Unprepared(ByVal folder As String) As String
    Dim written As String, path As String
    written = Trim$(Lookup(CONF_SHEET, "INTERPRETER_WIN"))
    If written = "" Or written = "python" Or written = "pythonw" Then Exit Function
    If StrComp(written, "%" & PYTHON & "%", vbTextCompare) <> 0 Then
        If Not IsFile(Expanded(written)) Then Unprepared = Filled("interpreter", written)
        Exit Function
    End If
    path = FoundPython(folder)
    If path <> "" Then
        If path <> Variable(PYTHON) Then SetPython path
    ElseIf InTemp(folder) Then
        Unprepared = Filled("zipped", folder)
    Else
        Unprepared = Filled("python", folder)
    End If
End Function

' The Python the office has set, else the one beside the workbook or one folder up. What was found for
' another workbook of this Excel does not count: it may be of another year.
Private Function FoundPython(ByVal folder As String) As String
    Dim given As String, path As Variant
    given = Variable(PYTHON)
    If given = Variable(FOUND) Then given = ""
    For Each path In Array(given, folder & "\python\python.exe", FolderAbove(folder) & "\python\python.exe")
        If FoundPython = "" Then
            If IsFile(path) Then FoundPython = path
        End If
    Next
End Function

Private Function FolderAbove(ByVal folder As String) As String
    FolderAbove = folder
    If InStrRev(folder, "\") > 1 Then FolderAbove = Left$(folder, InStrRev(folder, "\") - 1)
End Function

Private Function IsFile(ByVal path As String) As Boolean
    Dim attributes As Long
    If path = "" Then Exit Function
    On Error Resume Next
    attributes = GetAttr(path)
    If Err.Number = 0 Then IsFile = (attributes And vbDirectory) = 0
End Function

' Whether the file was opened inside a zip: the packer puts it where nothing else of ours lies.
Private Function InTemp(ByVal folder As String) As Boolean
    Dim temporary As String
    temporary = Environ("TEMP")
    InTemp = InStr(1, folder & "\", "\AppData\Local\Temp\", vbTextCompare) > 0
    If temporary <> "" Then
        If InStr(1, folder & "\", temporary & "\", vbTextCompare) = 1 Then InTemp = True
    End If
End Function

Private Function Variable(ByVal what As String) As String
    Variable = CreateObject("WScript.Shell").Environment("PROCESS").Item(what)
End Function

Private Sub SetPython(ByVal path As String)
    Dim process As Object
    Set process = CreateObject("WScript.Shell").Environment("PROCESS")
    process.Item(PYTHON) = path
    process.Item(FOUND) = path
End Sub

Private Function Expanded(ByVal path As String) As String
    Expanded = CreateObject("WScript.Shell").ExpandEnvironmentStrings(path)
End Function

' A text of the hidden sheet; the bare key where the sheet is gone.
Private Function Said(ByVal key As String) As String
    Said = Lookup(TEXT_SHEET, key)
    If Said = "" Then Said = "xltools: " & key & " {1} {2}"
End Function

' The same with {1} filled in, and {2}.
Private Function Filled(ByVal key As String, ByVal part As String) As String
    Filled = Replace(Said(key), "{1}", part)
End Function

Private Function FilledTwice(ByVal key As String, ByVal part As String, ByVal other As String) As String
    FilledTwice = Replace(Filled(key, part), "{2}", other)
End Function

' Column B beside a key in column A; empty where sheet or key are missing.
Private Function Lookup(ByVal where As String, ByVal key As String) As String
    Dim sheet As Object, row As Long
    Set sheet = SheetNamed(where)
    If sheet Is Nothing Then Exit Function
    For row = 1 To LAST_ROW
        If StrComp(sheet.Cells(row, 1).Value, key, vbTextCompare) = 0 Then
            Lookup = sheet.Cells(row, 2).Value
            Exit Function
        End If
    Next
End Function

Private Function SheetNamed(ByVal where As String) As Object
    On Error Resume Next
    Set SheetNamed = ThisWorkbook.Worksheets(where)
End Function

Private Sub Tell(ByVal sentence As String)
    MsgBox sentence, vbExclamation, Said("title")
End Sub

Private Sub ShowStatus(ByVal what As Variant)
    On Error Resume Next
    Application.StatusBar = what
End Sub

' One row of the sheet: function:NAME, what it does, its category, then a cell for each argument.
Private Sub Describe(ByVal sheet As Object, ByVal row As Long)
    Dim arguments() As String, count As Long
    On Error Resume Next
    ReDim arguments(0)
    Do While sheet.Cells(row, 4 + count).Value <> "" And count < 20
        ReDim Preserve arguments(count)
        arguments(count) = sheet.Cells(row, 4 + count).Value
        count = count + 1
    Loop
    Application.MacroOptions Macro:=Mid$(sheet.Cells(row, 1).Value, 10), _
        Description:=sheet.Cells(row, 2).Value, Category:=sheet.Cells(row, 3).Value, _
        ArgumentDescriptions:=arguments
End Sub
